import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { type Environment, readStackConfig } from '../config.ts';
import { type DatabaseHandle, openDatabase } from '../db/client.ts';
import { builtConsole } from '../dev/console.ts';
import { randomSecret } from '../dev/data-folder.ts';
import { type DemoApi, demoApi } from '../dev/demo/api.ts';
import { freePorts } from '../dev/ports.ts';
import { startPostgres } from '../dev/postgres.ts';
import { runToEnd, saysMessage, startService } from '../dev/services.ts';
import { type Running, type Supervised, supervise } from '../dev/supervisor.ts';
import { findTemporalCli } from '../dev/temporal-binaries.ts';
import { startTemporalServer } from '../dev/temporal-server.ts';
import { type Receiver, startReceiver } from './receiver/receiver.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export type Part = 'api' | 'worker' | 'sender' | 'temporal' | 'postgres';

/** A whole Régua in real processes, on free ports and in a data folder of its own that is thrown away. */
export type BenchStack = {
  database: DatabaseHandle;
  client: Client;
  /** Where the API listens, and the console where one is served. */
  url: string;
  api: DemoApi;
  /** POSTs a file as it is, in whatever encoding; gives the answer's body. */
  upload(path: string, content: Uint8Array<ArrayBuffer>): Promise<unknown>;
  receiver: Receiver;
  /** Runs a program of the benchmark to its end, told the address of the database. */
  run(file: string, args: string[]): Promise<void>;
  /** One more sender process on the same database and queues. */
  addSender(): Promise<void>;
  /** `kill -9`; the supervisor starts the part again, as it does in the local stack. False when it is not there to be killed. */
  kill(part: Part): boolean;
  /** Resident memory of a part, in MB. */
  rssMb(part: Part): Promise<number>;
  stop(): Promise<void>;
};

/**
 * Starts Postgres, Temporal, API, one worker, one sender and the receiving side, our own programs from source or as `buildPrograms` made
 * them. Stops what had started when a part fails.
 */
export async function openStack(
  say: (line: string) => void,
  { compiled, withConsole = false }: { compiled: boolean; withConsole?: boolean },
): Promise<BenchStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'regua-bench-'));
  const closers: (() => Promise<unknown>)[] = [async () => rmSync(dataDir, { recursive: true, force: true })];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return { ...(await startParts({ dataDir, compiled, withConsole, say, onClose: (close) => closers.push(close) })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Compiles api, worker, sender and the workflows: what production runs is what is measured. */
export async function buildPrograms(say: (line: string) => void): Promise<void> {
  say('building …');
  const run = (command: string, args: string[]) => promisify(execFile)(command, args, { cwd: root });
  await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  await run(process.execPath, ['deploy/bundle.mjs']);
}

type PartsInput = {
  dataDir: string;
  compiled: boolean;
  withConsole: boolean;
  say: (line: string) => void;
  onClose: (close: () => Promise<unknown>) => void;
};

async function startParts({ dataDir, compiled, withConsole, say, onClose }: PartsInput) {
  const { inherited, temporalCli } = readStackConfig();
  const [temporalPort = 0, apiPort = 0, postgresPort = 0] = await freePorts(3);
  const logFile = (name: string) => join(dataDir, `${name}.log`);
  const running = new Map<string, Running>();
  const keep = async (name: string, start: () => Promise<Running>) => {
    const supervised: Supervised = await supervise({
      name,
      say,
      start: async () => {
        const started = await start();
        running.set(name, started);
        return started;
      },
    });
    onClose(() => supervised.stop());
  };

  let databaseUrl = '';
  await keep('postgres', async () => {
    const postgres = await startPostgres({ dataDir, port: postgresPort, env: inherited, logFile: logFile('postgres') });
    databaseUrl = postgres.url();
    return postgres;
  });
  const cli = await findTemporalCli({ configured: temporalCli, env: inherited, say });
  await keep('temporal', () =>
    startTemporalServer({ cli, env: inherited, dbFile: join(dataDir, 'temporal.db'), port: temporalPort, logFile: logFile('temporal') }),
  );
  const connection = await Connection.connect({ address: `127.0.0.1:${temporalPort}` });
  onClose(() => connection.close());
  const receiver = await startReceiver({ env: inherited, logFile: logFile('receiver') });
  onClose(() => receiver.stop());

  const apiKey = `regua_${randomSecret()}`;
  const env: Environment = {
    ...inherited,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
    TEMPORAL_NAMESPACE: 'default',
    REGUA_SECRET_KEY: randomSecret(),
    REGUA_PORT: String(apiPort),
    REGUA_OUTBOUND_ALLOW: '127.0.0.0/8',
    REGUA_NEW_API_KEY: apiKey,
    ...(withConsole && { REGUA_CONSOLE_DIR: await builtConsole(inherited) }),
  };
  await runToEnd({ name: 'migrate', file: 'cli/main.ts', args: ['migrate'], env });
  await runToEnd({ name: 'create-api-key', file: 'cli/main.ts', args: ['create-api-key', '--name', 'bench', '--scopes', '*'], env });
  const database = openDatabase({ url: databaseUrl, connections: 4, name: 'regua bench' });
  onClose(() => database.close());

  const service = (name: string, part: 'api' | 'worker' | 'sender', file: string) =>
    keep(name, () => startService({ name, file, compiled, env, logFile: logFile(name), isReady: saysMessage(`${part} ready`), say }));
  await service('api', 'api', 'api/server.ts');
  await service('worker', 'worker', 'worker/main.ts');
  await service('sender', 'sender', 'worker/sender-main.ts');

  const apiUrl = `http://127.0.0.1:${apiPort}`;
  let senders = 1;
  const pidOf = (part: Part) => running.get(part)?.pid ?? 0;
  return {
    database,
    url: apiUrl,
    client: new Client({ connection }),
    api: demoApi({ apiUrl, apiKey, signal: new AbortController().signal }),
    upload: async (path: string, content: Uint8Array<ArrayBuffer>): Promise<unknown> => {
      const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'text/csv' };
      const response = await fetch(`${apiUrl}${path}`, { method: 'POST', headers, body: content });
      if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
      return response.json();
    },
    receiver,
    run: async (file: string, args: string[]) => {
      await runToEnd({ name: file, file, args: ['--database', databaseUrl, ...args], env: inherited, logFile: logFile('programs') });
    },
    addSender: () => service(`sender ${++senders}`, 'sender', 'worker/sender-main.ts'),
    kill: (part: Part) => endProcess(pidOf(part)),
    rssMb: async (part: Part) => {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pidOf(part))]);
      return Math.round(Number(stdout) / 1024);
    },
  };
}

function endProcess(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
