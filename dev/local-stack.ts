import { join } from 'node:path';
import type { Environment, StackConfig } from '../config.ts';
import { stopAllChildren } from './child.ts';
import { builtConsole } from './console.ts';
import { type DataFolder, randomSecret } from './data-folder.ts';
import { requirePort } from './ports.ts';
import { startPostgres } from './postgres.ts';
import type { Stage } from './progress.ts';
import { parseLine, runToEnd, saysMessage, startService } from './services.ts';
import { type Running, type Supervised, supervise } from './supervisor.ts';
import { findTemporalCli } from './temporal-binaries.ts';
import { startTemporalServer } from './temporal-server.ts';

type Terminal = {
  say: (line: string) => void;
  /** Runs one stage of the start and prints its line. */
  stage: Stage;
};

export type LocalStack = {
  apiUrl: string;
  apiKey: string;
  /** Of the first administrator; the password serves until the first sign-in changes it. Null: made by somebody, not by this stack. */
  firstSignIn: { email: string; password: string } | null;
  /** The key was made in this start. */
  firstStart: boolean;
  sandbox: { url: string; smtpPort: number };
  /** Null: Temporal is a server of the user's own. */
  temporalUiUrl: string | null;
};

type Part = 'api' | 'worker' | 'sender' | 'sandbox' | 'temporal' | 'postgres';
const stopOrder: readonly Part[] = ['api', 'worker', 'sender', 'sandbox', 'temporal', 'postgres'];
const keyFile = 'api-key';
const adminFile = 'first-sign-in';
const adminEmail = 'admin@regua.local';

/** The local stack in one data folder: what runs, and how it starts and stops. */
export class StackParts {
  private readonly parts = new Map<Part, Supervised>();
  private readonly config: StackConfig;
  private readonly folder: DataFolder;
  private readonly terminal: Terminal;

  constructor(config: StackConfig, folder: DataFolder, terminal: Terminal) {
    this.config = config;
    this.folder = folder;
    this.terminal = terminal;
  }

  /** Starts everything that is independent at the same time. Throws what the first failing part threw; then call `stopAtOnce`. */
  async start(): Promise<LocalStack> {
    const { config, folder } = this;
    const { stage } = this.terminal;
    const waitMs = folder.abandoned ? 5_000 : 0;
    await requirePort({ what: 'the API', variable: 'REGUA_PORT', port: config.apiPort, host: '::', waitMs });
    const [databaseUrl, temporal, sandbox, consoleDir] = await Promise.all([
      config.databaseUrl ??
        this.startPostgres().then(async (url) => {
          await this.migrate(url);
          return url;
        }),
      this.startTemporal(),
      this.startSandbox(),
      stage('Console', () => builtConsole(config.inherited)),
    ]);
    if (config.databaseUrl !== null) await this.migrate(config.databaseUrl);

    const env: Environment = {
      ...config.inherited,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: config.inherited.TEMPORAL_NAMESPACE || 'default',
      REGUA_SECRET_KEY: config.secretKey ?? folder.keptSecret('secret-key', randomSecret),
      REGUA_PORT: String(config.apiPort),
      REGUA_PUBLIC_URL: config.inherited.REGUA_PUBLIC_URL || `http://localhost:${config.apiPort}`,
      REGUA_TEMPORAL_UI_URL: config.inherited.REGUA_TEMPORAL_UI_URL || temporal.uiUrl || '',
      REGUA_CONSOLE_DIR: consoleDir,
      REGUA_SANDBOX_URL: sandbox.url,
      REGUA_OUTBOUND_ALLOW: config.outboundAllow,
    };
    const [key, firstSignIn] = await Promise.all([
      stage('API key', () => this.ensureApiKey(env)),
      stage('Administrator', () => this.ensureAdministrator(env)),
      stage('Worker', () => this.service('worker', 'worker/main.ts', env)),
      stage('Sender', () => this.service('sender', 'worker/sender-main.ts', env)),
      stage('API', () => this.service('api', 'api/server.ts', env)),
    ]);
    return { apiUrl: `http://localhost:${config.apiPort}`, ...key, firstSignIn, sandbox, temporalUiUrl: temporal.uiUrl };
  }

  /** Stops everything in order, each part only when those that need it are gone. */
  async stop(): Promise<void> {
    for (const part of stopOrder) {
      const running = this.parts.get(part);
      if (!running) continue;
      await running.stop();
      this.terminal.say(`${part} stopped`);
    }
  }

  /** Breaks off a start: nothing is restarted any more, and what was still starting stops too. */
  async stopAtOnce(): Promise<void> {
    await Promise.all([...[...this.parts.values()].map((part) => part.stop()), stopAllChildren(5_000)]);
  }

  private async keep(name: Part, start: () => Promise<Running>): Promise<void> {
    this.parts.set(name, await supervise({ name, start, say: this.terminal.say }));
  }

  private async startPostgres(): Promise<string> {
    const { config, folder } = this;
    const port = config.ports.postgres ?? (await folder.rememberedPort('postgres'));
    return this.terminal.stage('Postgres', async () => {
      await requirePort({ what: 'Postgres', variable: 'REGUA_POSTGRES_PORT', port });
      let url = '';
      await this.keep('postgres', async () => {
        const server = await startPostgres({ dataDir: folder.path, port, env: config.inherited, logFile: folder.logFile('postgres') });
        url = server.url();
        return server;
      });
      return url;
    });
  }

  private async migrate(databaseUrl: string): Promise<void> {
    const env = { ...this.config.inherited, DATABASE_URL: databaseUrl };
    await this.terminal.stage('Migrations', () =>
      runToEnd({ name: 'migrate', file: 'cli/main.ts', args: ['migrate'], env, logFile: this.folder.logFile('migrate') }),
    );
  }

  private async startTemporal(): Promise<{ address: string; uiUrl: string | null }> {
    const { config, folder } = this;
    if (config.temporalAddress !== null) return { address: config.temporalAddress, uiUrl: null };
    const port = config.ports.temporal ?? (await folder.rememberedPort('temporal'));
    const uiPort = config.ports.temporalUi ?? (await folder.rememberedPort('temporal-ui'));
    return this.terminal.stage('Temporal', async () => {
      const cli = await findTemporalCli({ configured: config.temporalCli, env: config.inherited, say: this.terminal.say });
      const dbFile = join(folder.path, 'temporal.db');
      const start = () => startTemporalServer({ cli, env: config.inherited, dbFile, port, uiPort, logFile: folder.logFile('temporal') });
      await this.keep('temporal', start);
      return { address: `127.0.0.1:${port}`, uiUrl: `http://localhost:${uiPort}` };
    });
  }

  private async startSandbox(): Promise<LocalStack['sandbox']> {
    const { config, folder } = this;
    const port = config.ports.sandbox ?? (await folder.rememberedPort('sandbox'));
    const smtpPort = await folder.rememberedPort('sandbox-smtp');
    await requirePort({ what: 'the sandbox carrier', variable: 'REGUA_SANDBOX_PORT', port });
    const args = ['--port', String(port), '--smtp-port', String(smtpPort), '--data-dir', join(folder.path, 'sandbox')];
    const isReady = (line: string) => parseLine(line)?.ready === true;
    await this.terminal.stage('Sandbox carrier', () => this.service('sandbox', 'dev/sandbox/main.ts', config.inherited, args, isReady));
    return { url: `http://localhost:${port}`, smtpPort };
  }

  private async service(
    name: Part,
    file: string,
    env: Environment,
    args: string[] = [],
    isReady = saysMessage(`${name} ready`),
  ): Promise<void> {
    const { say } = this.terminal;
    await this.keep(name, () => startService({ name, file, args, env, logFile: this.folder.logFile(name), isReady, say }));
  }

  /** The first start makes an administrator with a one-time password, kept like the API key for whoever lost sight of the terminal. */
  private async ensureAdministrator(env: Environment): Promise<LocalStack['firstSignIn']> {
    const kept = this.folder.readSecret(adminFile);
    if (kept !== null) return { email: adminEmail, password: kept };
    const printed = await runToEnd({ name: 'create-admin', file: 'cli/main.ts', args: ['create-admin', '--email', adminEmail], env });
    const password = parseLine(printed)?.password;
    if (typeof password !== 'string') return null;
    return { email: adminEmail, password: this.folder.keptSecret(adminFile, () => password) };
  }

  /** The first start makes an API key of full scope; later ones find it in the data folder, where only its owner can read it. */
  private async ensureApiKey(env: Environment): Promise<{ apiKey: string; firstStart: boolean }> {
    const kept = this.folder.readSecret(keyFile);
    if (kept !== null) return { apiKey: kept, firstStart: false };
    const apiKey = this.config.apiKey ?? `regua_${randomSecret()}`;
    await runToEnd({
      name: 'create-api-key',
      file: 'cli/main.ts',
      args: ['create-api-key', '--name', 'local', '--scopes', '*'],
      env: { ...env, REGUA_NEW_API_KEY: apiKey },
    });
    return { apiKey: this.folder.keptSecret(keyFile, () => apiKey), firstStart: true };
  }
}
