import { hc } from 'hono/client';
import i18next from 'i18next';
import type { createApp } from '../../api/app.ts';
import { ApiProblem, lostConnection, problemOfAnswer } from './problem.ts';
import { send } from './send.ts';

type Api = ReturnType<typeof createApp>;

/** The whole API with its types. The session cookie says who calls. */
export const api = hc<Api>('/', { fetch: send, headers: () => ({ 'Accept-Language': i18next.language }) });

type Refusal = { type: string; title: string; status: number; code: string; detail: string; errors: unknown[] };
type Answered = { ok: boolean; status: number; json(): Promise<unknown> };

/** What a call answers when all is well. Throws `ApiProblem` for a refusal, a fault or a lost connection. */
export async function answerOf<Answer extends Answered>(
  request: Promise<Answer>,
): Promise<Exclude<Awaited<ReturnType<Answer['json']>>, Refusal>> {
  const answer = await request.catch((error): never => {
    throw error instanceof ApiProblem ? error : lostConnection();
  });
  if (!answer.ok) throw await problemOfAnswer(answer);
  // The types of the routes promise it: what is not a refusal is the answer.
  return (answer.status === 204 ? null : await answer.json()) as Exclude<Awaited<ReturnType<Answer['json']>>, Refusal>;
}
