import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { z } from 'zod';
import { createApp } from '../api/app.ts';
import type { ApiDeps } from '../api/context.ts';
import { createSignIn } from '../api/sign-in/library.ts';
import { createMailer } from '../api/sign-in/mailer.ts';
import { openDatabase } from '../db/client.ts';
import { startDatabaseClock } from '../db/clock.ts';
import { createApiKey, hashOfApiKey } from '../db/queries/api-keys.ts';
import { createSealer } from '../db/sealed.ts';
import { startSandbox } from '../dev/sandbox/server.ts';
import { findTemporalCli } from '../dev/temporal-binaries.ts';
import { startTemporalServer } from '../dev/temporal-server.ts';
import { nowOf } from '../domain/clock.ts';
import { outboundPolicy } from '../gateways/outbound-policy.ts';
import { startSender } from '../worker/sender.ts';
import { startWorker } from '../worker/worker.ts';
import { createTestDatabase } from './database.ts';
import { silentLog } from './silent-log.ts';
import './temporal.ts';

export type TestSystem = Awaited<ReturnType<typeof startTestSystem>>;

const arrivals = z.object({ items: z.array(z.object({ at: z.string(), phone: z.string(), text: z.string() })) });

/** The whole house in real time for one test file: database, Temporal dev server, worker, API and the sandbox carrier. */
export async function startTestSystem({ console: page = null, log = silentLog }: { console?: ApiDeps['console']; log?: Logger } = {}) {
  const database = await createTestDatabase();
  const handle = openDatabase({ url: database.url, connections: 10, name: 'regua test api' });
  const temporal = await startTemporalServer({ cli: await findTemporalCli({ env: process.env, say: () => {} }), env: process.env });
  const sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDir: null });
  const clock = await startDatabaseClock(handle.sql);
  const secretKey = { id: 'k1', key: Buffer.alloc(32, 7) };
  const sealer = createSealer([secretKey]);
  const connection = await NativeConnection.connect({ address: temporal.address });
  const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
  const parts = { connection, client, sealer, outbound: outboundPolicy(['127.0.0.0/8']), publicUrl: null, log };
  const pool = (name: string, connections: number) => openDatabase({ url: database.url, connections, name });
  const worker = await startWorker({ ...parts, database: pool('regua test worker', 14) });
  const sender = await startSender({
    ...parts,
    database: pool('regua test sender watch', 4),
    senderDatabase: pool('regua test sender', 4),
    processId: 'test-sender',
  });
  const probe = { isReachable: async () => true, workersPresent: async () => true };
  const web = { publicUrl: null, isTrustedProxy: () => false };
  const outbound = outboundPolicy(['127.0.0.0/8']);
  const mailer = createMailer({ db: handle.db, sealer, outbound, log });
  const signIn = createSignIn({ db: handle.db, clock, keys: [secretKey], mailer, publicUrl: null, log });
  const app = createApp({
    db: handle,
    clock,
    sealer,
    signIn,
    web,
    mailer,
    outbound,
    console: page,
    sandboxUrl: new URL(sandbox.url),
    workflowsUrl: 'http://localhost:8233/namespaces/default/workflows/',
    temporal: probe,
    stopping: new AbortController().signal,
    log,
  });
  const key = 'a-test-key-of-at-least-32-characters';
  const row = { id: 'test', name: 'test', hash: hashOfApiKey(key), prefix: 'a-test', scopes: ['*'], expiresAt: null, now: nowOf(clock) };
  await createApiKey(handle.db, row);

  /** One call of the API; fails on an answer that is not 2xx. */
  const call = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
    const answer = await app.request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.status === 204 ? {} : z.record(z.string(), z.unknown()).parse(await answer.json());
  };
  return {
    ...handle,
    app,
    client,
    clock,
    call,
    key,
    sandbox,
    temporalAddress: temporal.address,
    /** What the sandbox carrier received, oldest first. */
    async texts(): Promise<{ at: string; phone: string; text: string }[]> {
      const answer = await fetch(`${sandbox.url}/sandbox/messages?limit=1000`);
      return arrivals.parse(await answer.json()).items.reverse();
    },
    async close() {
      await worker.stop();
      await sender.stop();
      clock.stop();
      await client.connection.close();
      await connection.close();
      await sandbox.close();
      await temporal.stop();
      await handle.close();
      await database.drop();
    },
  };
}

/** Asks until the answer is not null, for what another process does in its own time; fails after `withinMs`. */
export async function eventually<T>(ask: () => Promise<T | null | undefined | false>, withinMs = 20_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`It did not happen within ${withinMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
