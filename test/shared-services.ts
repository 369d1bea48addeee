import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { builtConsole } from '../dev/console.ts';
import { startPostgres } from '../dev/postgres.ts';
import { findTemporalCli, findTemporalTestServer } from '../dev/temporal-binaries.ts';
import { startTemporalServer } from '../dev/temporal-server.ts';
import { bundledCode } from '../worker/workflow-bundle.ts';
import { findChromium } from './chromium.ts';

type Stop = () => Promise<void>;

const template = 'regua_template';

/** What the test files of one run share, each started by the first who asks and stopped at the end of the run. */
export class SharedServices {
  private readonly started = new Map<string, Promise<unknown>>();
  private readonly stops: Stop[] = [];
  private folder: string | null = null;

  private readonly starters: Record<string, () => Promise<unknown>> = {
    postgres: () => this.startPostgres(),
    temporal: () => this.startTemporal(),
    'temporal-test-server': async () => ({ path: await findTemporalTestServer({ env: process.env, say: console.log }) }),
    'workflow-bundle': () => this.bundleWorkflows(),
    chromium: async () => ({ path: await findChromium(console.log) }),
    console: async () => ({ folder: await builtConsole(process.env) }),
  };

  get(name: string): Promise<unknown> {
    const start = this.starters[name];
    if (!start) return Promise.reject(new Error(`there is no shared service "${name}"`));
    const running = this.started.get(name) ?? start();
    this.started.set(name, running);
    return running;
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.started.values());
    await Promise.allSettled(this.stops.map((stop) => stop()));
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }

  private temporaryFolder(): string {
    this.folder ??= mkdtempSync(join(tmpdir(), 'regua-test-'));
    return this.folder;
  }

  /** A throw-away Postgres with a migrated template that each test file copies. */
  private async startPostgres(): Promise<{ adminUrl: string; template: string }> {
    const server = await startPostgres({ dataDir: this.temporaryFolder(), env: process.env, durable: false });
    this.stops.push(() => server.stop());
    const sql = postgres(server.url('postgres'), { max: 1, onnotice: () => {} });
    await sql.unsafe(`create database ${template}`);
    await sql.end();
    const { migrate } = await import('../db/migrate.ts');
    await migrate(server.url(template));
    return { adminUrl: server.url('postgres'), template };
  }

  private async startTemporal(): Promise<{ address: string; namespace: string }> {
    const cli = await findTemporalCli({ env: process.env, say: console.log });
    const server = await startTemporalServer({ cli, env: process.env });
    this.stops.push(() => server.stop());
    return { address: server.address, namespace: 'default' };
  }

  private async bundleWorkflows(): Promise<{ path: string }> {
    const path = join(this.temporaryFolder(), 'workflow-bundle.js');
    writeFileSync(path, await bundledCode());
    return { path };
  }
}
