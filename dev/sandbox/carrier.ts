import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Dialect, type Parameters, parseForm, phoneOf } from './dialects.ts';
import type { Faults } from './faults.ts';
import type { SandboxStore } from './store.ts';

/** One request at a provider's interface: faults first, then the provider's own checks, then the phone. */
export function answerAsCarrier(
  dialect: Dialect,
  parameters: Parameters,
  response: ServerResponse,
  store: SandboxStore,
  faults: Faults,
): void {
  const phone = phoneOf(dialect.number(parameters));
  store.addArrival(dialect.name, phone);
  const concerned = faults.concerns(phone);
  const wait = concerned ? faults.overLimit() : null;
  if (wait !== null) {
    response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': String(wait) }).end('Too Many Requests');
    return;
  }
  const fault = concerned ? faults.draw() : null;
  const delayMs = concerned ? faults.settings.delayMs : 0;
  const cut = () => response.socket?.destroy();
  if (fault === 'dropBefore') cut();
  if (fault === 'dropBefore' || fault === 'hang') return;

  const refused = fault === 'refuse' ? dialect.refusal : dialect.check(parameters);
  const answer = refused ?? dialect.accepted(store.addMessage({ phone, text: dialect.text(parameters), dialect: dialect.name }).id);
  const finish = () => {
    if (fault === 'drop') cut();
    else if (fault === 'wrongJson') response.writeHead(200, { 'content-type': 'application/json' }).end('{"status": <b>erro</b>');
    else
      response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': Buffer.byteLength(answer.body) }).end(answer.body);
  };
  if (delayMs > 0) setTimeout(finish, delayMs);
  else finish();
}

/** Query and body together; a body may be a form or flat JSON. */
export function parametersOf(request: IncomingMessage, query: string, body: string): Parameters {
  const fromQuery = parseForm(query);
  if (body === '') return fromQuery;
  if (!/json/i.test(request.headers['content-type'] ?? '')) return { ...fromQuery, ...parseForm(body) };
  try {
    const parsed: Record<string, unknown> = JSON.parse(body);
    return { ...fromQuery, ...Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)])) };
  } catch {
    return fromQuery;
  }
}
