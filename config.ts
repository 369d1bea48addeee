import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { readUrl } from './domain/web-url.ts';

/** The variables of a process, as `process.env` gives them. An empty text counts as absent. */
export type Environment = Record<string, string | undefined>;

/** A key that seals credentials. New values are sealed with the first key; every key of the list can still open. */
export type SecretKey = { id: string; key: Buffer };

/** Addresses by CIDR. */
export type AddressRange = { address: string; prefixLength: number };

/** A private destination that outgoing requests may reach: a range of addresses, or a host by name. */
export type OutboundEntry = ({ kind: 'range' } & AddressRange) | { kind: 'host'; name: string };

/** What `Connection.connect` and `NativeConnection.connect` of the Temporal SDK take. */
export type TemporalConnection = {
  address: string;
  apiKey?: string;
  tls?: true | { serverNameOverride?: string; serverRootCACertificate?: Buffer; clientCertPair?: { crt: Buffer; key: Buffer } };
};

export type ServiceConfig = {
  production: boolean;
  databaseUrl: string;
  /** Connections of each process; the sender has two pools, of its claims and of everything else. */
  pools: { api: number; worker: number; sender: number; watch: number };
  temporal: { connection: TemporalConnection; namespace: string };
  /** Where whoever runs the service looks into Temporal; null: the console links there from nothing. */
  temporalUiUrl: URL | null;
  /** Empty only outside production: then sealed credentials cannot be read. */
  secretKeys: SecretKey[];
  port: number;
  /** The built console, where it is not beside the compiled programs. */
  consoleDir: string | null;
  /** The sandbox carrier that the local stack runs; null elsewhere. */
  sandboxUrl: URL | null;
  /** Where people open the console; null: wherever it is asked for. */
  publicUrl: URL | null;
  /** Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  trustedProxies: AddressRange[];
  outboundAllow: OutboundEntry[];
  logLevel: (typeof logLevels)[number];
};

export type StackConfig = {
  dataDir: string;
  demo: boolean;
  /** Of full scope, created on first start; null: a random one is made and printed once. */
  apiKey: string | null;
  apiPort: number;
  /** Null: the embedded server is started. */
  databaseUrl: string | null;
  temporalAddress: string | null;
  /** A `temporal` binary to use instead of looking for one. */
  temporalCli: string | null;
  /** Null: any free port. */
  ports: { postgres: number | null; temporal: number | null; temporalUi: number | null; sandbox: number | null };
  /** Null: one is made on first start and kept in the data folder. */
  secretKey: string | null;
  outboundAllow: string;
  /** What every child process inherits. */
  inherited: Environment;
};

/** What only the command line reads. */
export type CliConfig = {
  /** Of the key that `create-api-key` makes; null: a random one. */
  newApiKey: string | null;
  /** With which `import` calls the API. */
  apiKey: string | null;
};

export type ConfigProblem = { name: string; given: string; expected: string };

/** Every problem of the environment at once, one line each. */
export class ConfigError extends Error {
  readonly problems: ConfigProblem[];

  constructor(problems: ConfigProblem[]) {
    const lines = problems.map(({ name, given, expected }) => `  ${name}: given ${given}; expected ${expected}`);
    super(['The environment has problems:', ...lines].join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const secrets = /KEY|PASSWORD|TOKEN/;
const loopback = '127.0.0.0/8,::1,localhost';

const expecting = <T>(expected: string, parse: (text: string) => T | undefined) =>
  z.string().transform((text, context): T => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });

const port = expecting('a port from 1 to 65535', (text) => {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= 65_535 ? number : undefined;
});
const flag = expecting('0 or 1', (text) => ({ '0': false, '1': true, false: false, true: true })[text.toLowerCase()]);
const databaseUrl = expecting('postgres://user:password@host:port/database', (text) => {
  const url = readUrl(text);
  return url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1 ? text : undefined;
});
const address = expecting('host:port', (text) => (/^(\[[\da-f:]+\]|[\w.-]+):\d{1,5}$/i.test(text) ? text : undefined));
const fileContent = expecting('the path of a file that can be read', (path) => {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
});
const secretKeys = expecting('32 bytes as base64 or hex, or several as id:key,id:key (the first one seals)', (text) => {
  const keys = text.split(',').map(parseSecretKey);
  const valid = keys.filter((key) => key !== undefined);
  return valid.length === keys.length && new Set(valid.map(({ id }) => id)).size === valid.length ? valid : undefined;
});
const outboundAllow = expecting('CIDRs or host names with commas between, like 10.0.0.0/8,sms.lan', (text) => {
  const entries = text.split(',').map((entry) => parseOutboundEntry(entry.trim()));
  const valid = entries.filter((entry) => entry !== undefined);
  return valid.length === entries.length ? valid : undefined;
});
const webAddress = expecting('an address like https://regua.example.com, without a path', (text) => {
  const url = readUrl(text);
  return url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' ? url : undefined;
});
const uiAddress = expecting('an address like http://localhost:8233', (text) => {
  const url = readUrl(text);
  return url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' ? url : undefined;
});
const ranges = expecting('addresses or CIDRs with commas between, like 172.18.0.0/16,::1', (text) => {
  const entries = text.split(',').map((entry) => parseOutboundEntry(entry.trim()));
  const valid = entries.filter((entry) => entry?.kind === 'range');
  return valid.length === entries.length ? valid : undefined;
});
const longKey = expecting('at least 32 characters', (text) => (text.length >= 32 ? text : undefined));

/** The settings of a service process (api, worker, cli). Throws ConfigError naming every problem at once. */
export function readServiceConfig(environment: Environment = process.env): ServiceConfig {
  const production = environment.NODE_ENV === 'production';
  const given = parseAll(environment, {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: address.default('127.0.0.1:7233'),
    TEMPORAL_NAMESPACE: z.string().default('default'),
    TEMPORAL_API_KEY: z.string().optional(),
    TEMPORAL_TLS: flag.optional(),
    TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: fileContent.optional(),
    TEMPORAL_TLS_CLIENT_CERT_PATH: fileContent.optional(),
    TEMPORAL_TLS_CLIENT_KEY_PATH: fileContent.optional(),
    REGUA_SECRET_KEY: production ? secretKeys : secretKeys.default([]),
    REGUA_PORT: port.default(8080),
    REGUA_CONSOLE_DIR: z.string().optional(),
    REGUA_SANDBOX_URL: webAddress.optional(),
    REGUA_PUBLIC_URL: webAddress.optional(),
    REGUA_TEMPORAL_UI_URL: uiAddress.optional(),
    REGUA_TRUSTED_PROXIES: ranges.default([]),
    REGUA_OUTBOUND_ALLOW: outboundAllow.default([]),
    REGUA_LOG_LEVEL: z.enum(logLevels, { error: `one of ${logLevels.join(', ')}` }).default('info'),
  });
  refuseHalfPair(environment, ['TEMPORAL_TLS_CLIENT_CERT_PATH', 'TEMPORAL_TLS_CLIENT_KEY_PATH']);
  return {
    production,
    databaseUrl: given.DATABASE_URL,
    pools: { api: 10, worker: 14, sender: 4, watch: 4 },
    temporal: { connection: temporalConnection(given), namespace: given.TEMPORAL_NAMESPACE },
    temporalUiUrl: given.REGUA_TEMPORAL_UI_URL ?? null,
    secretKeys: given.REGUA_SECRET_KEY,
    port: given.REGUA_PORT,
    consoleDir: given.REGUA_CONSOLE_DIR ?? null,
    sandboxUrl: given.REGUA_SANDBOX_URL ?? null,
    publicUrl: given.REGUA_PUBLIC_URL ?? null,
    trustedProxies: given.REGUA_TRUSTED_PROXIES,
    outboundAllow: given.REGUA_OUTBOUND_ALLOW,
    logLevel: given.REGUA_LOG_LEVEL,
  };
}

/** The settings of the local stack. Throws ConfigError naming every problem at once. */
export function readStackConfig(environment: Environment = process.env): StackConfig {
  const given = parseAll(environment, {
    REGUA_DATA_DIR: z.string().default('.regua'),
    REGUA_DEMO: flag.default(true),
    REGUA_API_KEY: longKey.optional(),
    REGUA_PORT: port.default(8080),
    DATABASE_URL: databaseUrl.optional(),
    TEMPORAL_ADDRESS: address.optional(),
    REGUA_TEMPORAL_CLI: z.string().optional(),
    REGUA_POSTGRES_PORT: port.optional(),
    REGUA_TEMPORAL_PORT: port.optional(),
    REGUA_TEMPORAL_UI_PORT: port.optional(),
    REGUA_SANDBOX_PORT: port.optional(),
    REGUA_SECRET_KEY: secretKeys.optional(),
    REGUA_OUTBOUND_ALLOW: outboundAllow.optional(),
  });
  return {
    dataDir: resolve(given.REGUA_DATA_DIR),
    demo: given.REGUA_DEMO,
    apiKey: given.REGUA_API_KEY ?? null,
    apiPort: given.REGUA_PORT,
    databaseUrl: given.DATABASE_URL ?? null,
    temporalAddress: given.TEMPORAL_ADDRESS ?? null,
    temporalCli: given.REGUA_TEMPORAL_CLI ?? null,
    ports: {
      postgres: given.REGUA_POSTGRES_PORT ?? null,
      temporal: given.REGUA_TEMPORAL_PORT ?? null,
      temporalUi: given.REGUA_TEMPORAL_UI_PORT ?? null,
      sandbox: given.REGUA_SANDBOX_PORT ?? null,
    },
    secretKey: environment.REGUA_SECRET_KEY || null,
    outboundAllow: environment.REGUA_OUTBOUND_ALLOW || loopback,
    inherited: environment,
  };
}

/** The settings of the command line alone; its verbs read the service's beside them. Throws ConfigError naming every problem at once. */
export function readCliConfig(environment: Environment = process.env): CliConfig {
  const given = parseAll(environment, { REGUA_NEW_API_KEY: longKey.optional(), REGUA_API_KEY: longKey.optional() });
  return { newApiKey: given.REGUA_NEW_API_KEY ?? null, apiKey: given.REGUA_API_KEY ?? null };
}

function parseAll<Shape extends z.ZodRawShape>(environment: Environment, shape: Shape): z.infer<z.ZodObject<Shape>> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = z.object(shape).safeParse(present);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const value = present[name];
      if (value === undefined) return { name, given: 'nothing', expected: expectedOf(shape[name], issue.message) };
      return { name, given: shown(name, value), expected: issue.message };
    }),
  );
}

/** zod says "expected string" of an absent variable; a value that fails on purpose tells the real expectation. */
function expectedOf(schema: z.core.$ZodType | undefined, otherwise: string): string {
  const tried = schema ? z.safeParse(schema, '\0') : undefined;
  return tried?.success === false ? (tried.error.issues[0]?.message ?? otherwise) : otherwise;
}

function refuseHalfPair(environment: Environment, pair: [string, string]): void {
  const missing = pair.filter((name) => !environment[name]);
  if (missing.length !== 1) return;
  throw new ConfigError(
    missing.map((name) => ({ name, given: 'nothing', expected: `a path, because ${pair.find((other) => other !== name)} is set` })),
  );
}

function shown(name: string, value: string): string {
  if (secrets.test(name) && !name.endsWith('_PATH')) return `${value.length} characters (not shown)`;
  return `"${value.replace(/(:\/\/[^:/@]*:)[^@]*@/, '$1…@')}"`;
}

function parseSecretKey(text: string): SecretKey | undefined {
  const [, id = 'k1', encoded = ''] = /^(?:([\w-]+):)?(\S+)$/.exec(text.trim()) ?? [];
  const key = /^[\da-f]{64}$/i.test(encoded) ? Buffer.from(encoded, 'hex') : Buffer.from(encoded, 'base64');
  return key.length === 32 ? { id, key } : undefined;
}

function parseOutboundEntry(text: string): OutboundEntry | undefined {
  const [base = '', length] = text.split('/');
  const family = isIP(base);
  if (family === 0) return /^(?=.*[a-z])[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text) ? { kind: 'host', name: text.toLowerCase() } : undefined;
  const longest = family === 4 ? 32 : 128;
  const prefixLength = length === undefined ? longest : Number(length);
  if (length === '' || !Number.isInteger(prefixLength) || prefixLength < 0 || prefixLength > longest) return undefined;
  return { kind: 'range', address: base, prefixLength };
}

function temporalConnection(given: {
  TEMPORAL_ADDRESS: string;
  TEMPORAL_API_KEY?: string | undefined;
  TEMPORAL_TLS?: boolean | undefined;
  TEMPORAL_TLS_SERVER_NAME?: string | undefined;
  TEMPORAL_TLS_SERVER_CA_CERT_PATH?: Buffer | undefined;
  TEMPORAL_TLS_CLIENT_CERT_PATH?: Buffer | undefined;
  TEMPORAL_TLS_CLIENT_KEY_PATH?: Buffer | undefined;
}): TemporalConnection {
  const { TEMPORAL_TLS_CLIENT_CERT_PATH: crt, TEMPORAL_TLS_CLIENT_KEY_PATH: key } = given;
  const details = {
    ...(given.TEMPORAL_TLS_SERVER_NAME && { serverNameOverride: given.TEMPORAL_TLS_SERVER_NAME }),
    ...(given.TEMPORAL_TLS_SERVER_CA_CERT_PATH && { serverRootCACertificate: given.TEMPORAL_TLS_SERVER_CA_CERT_PATH }),
    ...(crt && key && { clientCertPair: { crt, key } }),
  };
  const hasDetails = Object.keys(details).length > 0;
  const wanted = given.TEMPORAL_TLS ?? (hasDetails || given.TEMPORAL_API_KEY !== undefined);
  return {
    address: given.TEMPORAL_ADDRESS,
    ...(given.TEMPORAL_API_KEY && { apiKey: given.TEMPORAL_API_KEY }),
    ...(wanted && { tls: hasDetails ? details : true }),
  };
}
