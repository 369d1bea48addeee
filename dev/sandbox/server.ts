import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerApi } from './api.ts';
import { answerAsCarrier, parametersOf } from './carrier.ts';
import { dialects } from './dialects.ts';
import { Faults } from './faults.ts';
import { startMailbox } from './mailbox.ts';
import { answerPage } from './pages.ts';
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
 * reached and every mail in a mailbox, and fails on demand. Throws when a port is in use.
 */
export async function startSandbox({ port, smtpPort, dataDir, host = '127.0.0.1' }: SandboxOptions): Promise<Sandbox> {
  const store = new SandboxStore(dataDir);
  const faults = new Faults();
  const server = createServer((request, response) => {
    readBody(request, (body) => route(request, response, body));
  });
  server.keepAliveTimeout = 30_000;

  function route(request: IncomingMessage, response: ServerResponse, body: string): void {
    const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s, 2);
    const dialect = dialects[path] ?? dialects[path.toLowerCase()];
    if (dialect) {
      answerAsCarrier(dialect, parametersOf(request, query, body), response, store, faults);
      return;
    }
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const asked = { method: request.method ?? 'GET', path, query: url.searchParams, body, part: request.headers['x-part'] === 'main' };
    if (answerApi(asked, response, store, faults) || answerPage(asked, response, store, faults)) return;
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
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await Promise.all([closed, mailbox.close()]);
      await store.close();
    },
  };
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
