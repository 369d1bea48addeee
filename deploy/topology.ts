import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import connect from 'postgres';
import type { Environment } from '../config.ts';
import { type Child, killAllChildren, startChild, stopAllChildren } from '../dev/child.ts';
import { demoApi } from '../dev/demo/api.ts';
import { freePort, isPortFree } from '../dev/ports.ts';
import { startPostgres } from '../dev/postgres.ts';
import { stagePrinter } from '../dev/progress.ts';
import { type Sandbox, startSandbox } from '../dev/sandbox/server.ts';
import { saysMessage } from '../dev/services.ts';
import { findTemporalCli } from '../dev/temporal-binaries.ts';
import { findTemporalPrograms, temporalVersion } from './temporal-programs.ts';
import { walkThePath } from './topology-path.ts';

/**
 * The topology of docker-compose.yml without containers, on free ports and in a folder that is thrown away: Postgres, the Temporal server
 * of production with its schema and namespace jobs, migrations, the compiled api, worker and sender. Then the path once: a charge goes in over
 * HTTP, its text arrives at the sandbox carrier. `--bin <folder>`: Temporal's programs; `--built`: dist/ is there already.
 */

const endsWithinMs = 240_000;
const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line: string) => console.log(line);
const stage = stagePrinter((line) => say(`  ${line}`));
const secret = () => randomBytes(32).toString('hex');

type Job = { name: string; command: string; args: string[]; env: Environment; logFile: string };

/** Runs a program to its end; throws with its last lines when it fails. */
async function runJob(job: Job): Promise<void> {
  const exit = await startChild({ ...job, cwd: root }).exited;
  if (exit.code !== 0) throw new Error(`${job.name} ended with ${exit.code ?? exit.signal}:\n${exit.lastLines.join('\n')}`);
}

/** Temporal's own account, with no more rights than postgres-init.sh gives it. */
async function temporalAccount(database: URL): Promise<URL> {
  const password = secret();
  const sql = connect(database.href, { max: 1 });
  await sql.unsafe(`create role temporal login createdb password '${password}'; revoke connect on database regua from public`);
  await sql.end();
  return Object.assign(new URL(database), { username: 'temporal', password });
}

async function startTemporal(bin: string, database: URL, folder: string): Promise<string> {
  const databaseEnv = {
    SQL_HOST: database.hostname,
    SQL_PORT: database.port,
    SQL_USER: database.username,
    SQL_PASSWORD: database.password,
  };
  const schema = { name: 'temporal schema', command: 'sh', args: ['deploy/temporal-schema.sh'], logFile: join(folder, 'schema.log') };
  const schemaEnv = { ...process.env, ...databaseEnv, SQL_TOOL: join(bin, 'sql') };
  await stage('Temporal schema', () => runJob({ ...schema, env: schemaEnv }));
  await stage('Schema once more', () => runJob({ ...schema, env: schemaEnv }));

  const dynamicConfig = {
    name: 'dynamic config',
    command: join(bin, 'server'),
    args: ['validate-dynamic-config', 'deploy/dynamic-config.yaml'],
  };
  await runJob({ ...dynamicConfig, env: process.env, logFile: join(folder, 'dynamic-config.log') });

  const services = ['FRONTEND', 'HISTORY', 'MATCHING', 'WORKER'];
  const names = [...services.flatMap((service) => [`${service}_GRPC_PORT`, `${service}_MEMBERSHIP_PORT`]), 'FRONTEND_HTTP_PORT'];
  const ports = await freeLowPorts(names.length);
  const portEnv = Object.fromEntries(names.map((name, index) => [name, String(ports[index])]));
  startChild({
    name: 'temporal',
    command: join(bin, 'server'),
    args: ['start'],
    cwd: root,
    env: {
      ...process.env,
      ...portEnv,
      ...{ DB: 'postgres12_pgx', DB_PORT: database.port, POSTGRES_SEEDS: database.hostname },
      ...{
        POSTGRES_USER: database.username,
        POSTGRES_PWD: database.password,
        DBNAME: 'temporal',
        VISIBILITY_DBNAME: 'temporal_visibility',
      },
      ...{ NUM_HISTORY_SHARDS: '64', DYNAMIC_CONFIG_FILE_PATH: join(root, 'deploy/dynamic-config.yaml') },
      ...{ BIND_ON_IP: '127.0.0.1', TEMPORAL_BROADCAST_ADDRESS: '127.0.0.1', TEMPORAL_ALLOW_NO_AUTH: 'true', LOG_LEVEL: 'warn' },
    },
    logFile: join(folder, 'temporal.log'),
  });
  const address = `127.0.0.1:${portEnv.FRONTEND_GRPC_PORT}`;
  const cli = await findTemporalCli({ env: process.env, say });
  await stage('Namespace', () =>
    runJob({
      name: 'temporal namespace',
      ...{ command: 'sh', args: ['deploy/temporal-namespace.sh'], logFile: join(folder, 'namespace.log') },
      env: { ...process.env, TEMPORAL_ADDRESS: address, TEMPORAL_CLI: cli },
    }),
  );
  return address;
}

/** Temporal keeps the ports of its services in a 16-bit column with a sign: none above 32767. */
async function freeLowPorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let port = 20_000 + randomInt(10_000); ports.length < count; port++) if (await isPortFree(port)) ports.push(port);
  return ports;
}

async function runTopology({ bin, built }: { bin?: string; built: boolean }, folder: string): Promise<void> {
  const logFile = (name: string) => join(folder, `${name}.log`);
  const programs = await findTemporalPrograms({ given: bin, say });
  if (!built)
    await stage('Build', () =>
      runJob({ name: 'build', command: 'npm', args: ['run', 'build'], env: process.env, logFile: logFile('build') }),
    );
  const postgres = await stage('Postgres', () => startPostgres({ dataDir: folder, env: process.env, logFile: logFile('postgres') }));
  const address = await startTemporal(programs, await temporalAccount(new URL(postgres.url())), folder);

  const apiKey = secret();
  const port = await freePort();
  const env: Environment = {
    ...process.env,
    ...{ NODE_ENV: 'production', DATABASE_URL: postgres.url(), TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'default' },
    ...{ REGUA_SECRET_KEY: secret(), REGUA_PORT: String(port), REGUA_OUTBOUND_ALLOW: '127.0.0.0/8', REGUA_NEW_API_KEY: apiKey },
  };
  const node = (name: string, ...args: string[]) => ({ name, command: process.execPath, args, cwd: root, env, logFile: logFile(name) });
  await stage('Migrations', () => runJob(node('migrate', 'dist/cli/main.js', 'migrate')));
  await runJob(node('create-api-key', 'dist/cli/main.js', 'create-api-key', '--name', 'topology', '--scopes', '*'));

  let sandbox: Sandbox | undefined;
  let worker: Child | undefined;
  let sender: Child | undefined;
  let api: Child | undefined;
  try {
    sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDir: null });
    worker = startChild({ ...node('worker', 'dist/worker/main.js'), isReady: saysMessage('worker ready') });
    sender = startChild({ ...node('sender', 'dist/worker/sender-main.js'), isReady: saysMessage('sender ready') });
    api = startChild({ ...node('api', 'dist/api/server.js'), isReady: saysMessage('api ready') });
    await stage('Worker', () => worker?.ready ?? Promise.resolve(''));
    await stage('Sender', () => sender?.ready ?? Promise.resolve(''));
    await stage('API', () => api?.ready ?? Promise.resolve(''));

    const calls = demoApi({ apiUrl: `http://127.0.0.1:${port}`, apiKey, signal: AbortSignal.timeout(endsWithinMs) });
    await calls.call('GET', '/health/ready');
    const { text, afterMs } = await walkThePath(calls, sandbox);
    say(`\n  ${text}\n`);
    say(`The text arrived ${(afterMs / 1000).toFixed(1)} s after the charge, through Temporal ${temporalVersion} on Postgres.`);
  } finally {
    await api?.stop();
    await worker?.stop();
    await sender?.stop();
    await sandbox?.close();
  }
}

const { values } = parseArgs({ options: { bin: { type: 'string' }, built: { type: 'boolean', default: false } } });
const folder = mkdtempSync(join(tmpdir(), 'regua-topology-'));
const tooLong = setTimeout(() => {
  killAllChildren();
  console.error(`The topology did not do its work within ${endsWithinMs / 60_000} minutes; its logs: ${folder}`);
  process.exit(1);
}, endsWithinMs);

try {
  await runTopology(values, folder);
  await stopAllChildren(20_000);
  rmSync(folder, { recursive: true, force: true });
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}\nThe logs: ${folder}`);
  process.exitCode = 1;
  await stopAllChildren(20_000);
}
clearTimeout(tooLong);
