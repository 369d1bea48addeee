import { lostAnswer } from './problem.ts';

/** The keys of orders that no answer came for, by what they ask. */
const unanswered = new Map<string, string>();

/**
 * Sends a call of the API. An order whose answer was lost is repeated under its first key, so that it is carried out once whatever became
 * of the first. Throws `ApiProblem` where what was written may have been kept, though nobody heard.
 */
export async function send(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { method = 'GET', body } = init;
  if (method === 'GET') return fetch(url, init);
  if (method !== 'POST') return heard(url, init);
  const order = `${url}\n${body ?? ''}`;
  const key = unanswered.get(order) ?? newKey();
  unanswered.set(order, key);
  const headers = new Headers(init.headers);
  headers.set('Idempotency-Key', key);
  const answer = await heard(url, { ...init, headers });
  if (answer.ok) unanswered.delete(order);
  return answer;
}

/** The answer with all that it says. */
async function heard(url: string | URL | Request, init: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(url, init);
    const said = await answer.arrayBuffer();
    return new Response(said.byteLength === 0 ? null : said, answer);
  } catch {
    throw lostAnswer();
  }
}

/** As good as a UUID, also over plain http, where browsers make none. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
