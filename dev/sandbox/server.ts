import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerApi } from './api.ts';
import { answerAsCarrier } from './carrier.ts';
import { Courier } from './courier.ts';
import { dialectOf } from './dialects/all.ts';
import { Faults } from './faults.ts';
import { startMailbox } from './mailbox.ts';
import { answerPage } from './pages.ts';
import { jsonOf, parametersOf } from './parameters.ts';
import { SandboxStore } from './store.ts';

export type SandboxOptions = {
  /** 0 takes a free port. */
  port: number;
  smtpPort: number;
  /** Where texts are kept over restarts; null keeps them in memory. */
  dataDir: string | null;
  host?: string;
};
export type Sandbox = { url: string; smtpPort: number; close(): Promise<void> };

const mostBodyBytes = 1_000_000;

/**
 * A pretended carrier for demonstration, training and tests: answers in each provider's dialect, shows every text on the phone it
 * reached and every mail in a mailbox, brings receipts and replies back, and fails on demand. Throws when a port is in use.
 */
export async function startSandbox({ port, smtpPort, dataDir, host = '127.0.0.1' }: SandboxOptions): Promise<Sandbox> {
  const store = new SandboxStore(dataDir);
  const faults = new Faults();
  const courier = new Courier(store, faults);
  const carrier = { store, faults, courier };
  const server = createServer((request, response) => {
    readBody(request, (body) => route(request, response, body));
  });
  server.keepAliveTimeout = 30_000;

  function route(request: IncomingMessage, response: ServerResponse, body: string): void {
    const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s, 2);
    const method = request.method ?? 'GET';
    if (!path.startsWith('/sandbox/')) {
      const json = jsonOf(body);
      const asked = { method, path, headers: headersOf(request), json, parameters: parametersOf(query, body, json) };
      const dialect = dialectOf(asked);
      if (dialect) {
        answerAsCarrier(dialect, asked, response, carrier);
        return;
      }
    }
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const asked = { method, path, query: url.searchParams, body, part: request.headers['x-part'] === 'main' };
    if (answerApi(asked, response, carrier) || answerPage(asked, response, carrier)) return;
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Nada aqui. A caixa de entrada fica em /');
  }

  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, done);
  });
  const bound = server.address();
  const mailbox = await startMailbox(host, smtpPort, store, faults).catch((error) => {
    server.close();
    throw error;
  });
  return {
    url: `http://${host}:${typeof bound === 'object' && bound !== null ? bound.port : port}`,
    smtpPort: mailbox.port,
    async close() {
      courier.close();
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await Promise.all([closed, mailbox.close()]);
      await store.close();
    },
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
}

/** Most requests are GETs without a body and are answered at once. */
function readBody(request: IncomingMessage, done: (body: string) => void): void {
  if (request.method === 'GET' || request.method === 'HEAD') {
    done('');
    return;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBodyBytes) request.destroy();
    else chunks.push(chunk);
  });
  request.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
}
