import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';

const reguaEvent = z.object({ type: z.string(), timestamp: z.string(), data: z.record(z.string(), z.unknown()) });
export type ReguaEvent = z.infer<typeof reguaEvent>;

/** What a billing system does with an event. A milestone is a request: what it gives is the answer. */
export type Handler = (event: ReguaEvent) => Promise<{ outcome: 'done' | 'refused' | 'failed'; reason?: string } | undefined>;

const mostBytes = 1_000_000;

/**
 * Takes Régua's calls. A call whose signature or time does not fit is refused; one that came before is answered as the first time was,
 * without being carried out again. `secret` is asked for at each call, so that it may be rotated.
 */
export async function listenToRegua({ port, secret, handle }: { port: number; secret: () => string; handle: Handler }) {
  const answered = new Map<string, string>(); // a real system keeps these in its database, for three days and more
  const server = createServer((request, response) => {
    take(request, { secret: secret(), answered, handle }).then(
      ({ status, body }) => answer(response, status, body),
      (error: unknown) => answer(response, 500, error instanceof Error ? error.message : 'failed'), // Régua calls again
    );
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

type Taking = { secret: string; answered: Map<string, string>; handle: Handler };

async function take(request: IncomingMessage, { secret, answered, handle }: Taking): Promise<{ status: number; body: string }> {
  const body = await bodyOf(request);
  const event = verified(body, request, secret);
  if (event === null) return { status: 401, body: 'not signed by Régua' };
  const id = String(request.headers['webhook-id']);
  const before = answered.get(id);
  if (before !== undefined) return { status: 200, body: before };
  const result = JSON.stringify((await handle(event)) ?? {});
  answered.set(id, result);
  return { status: 200, body: result };
}

/** The signature is over the bytes as they came: parse only afterwards. */
function verified(body: string, { headers }: IncomingMessage, secret: string): ReguaEvent | null {
  const named = (name: string) => String(headers[name] ?? '');
  const signed = {
    'webhook-id': named('webhook-id'),
    'webhook-timestamp': named('webhook-timestamp'),
    'webhook-signature': named('webhook-signature'),
  };
  try {
    return reguaEvent.parse(new Webhook(secret).verify(body, signed));
  } catch (error) {
    if (error instanceof WebhookVerificationError) return null;
    throw error;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': status === 200 ? 'application/json' : 'text/plain' }).end(body);
}
