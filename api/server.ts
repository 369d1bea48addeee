import { existsSync } from 'node:fs';
import { BlockList, isIPv6 } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { ConfigError, readServiceConfig, type ServiceConfig } from '../config.ts';
import { openDatabase } from '../db/client.ts';
import { startDatabaseClock } from '../db/clock.ts';
import { createSealer } from '../db/sealed.ts';
import { outboundPolicyOf } from '../gateways/outbound-policy.ts';
import { chargeQueue } from '../workflows/contract.ts';
import { createApp } from './app.ts';
import { serveConsole } from './console.ts';
import type { Web } from './context.ts';
import { giveHookSecrets } from './hook-secrets.ts';
import { createSignIn } from './sign-in/library.ts';
import { createMailer } from './sign-in/mailer.ts';
import { temporalProbe, workflowsUrlOf } from './temporal.ts';

/** Where `npm run build` puts it, beside the compiled API. */
const builtConsole = fileURLToPath(new URL('../console/', import.meta.url));
const stopsWithinMs = 10_000;

async function main(): Promise<void> {
  const config = readServiceConfig();
  const log = pino({ level: config.logLevel, base: { service: 'api' } });
  const db = openDatabase({ url: config.databaseUrl, connections: config.pools.api, name: 'regua api' });
  const temporal = temporalProbe({ ...config.temporal, taskQueue: chargeQueue });
  const [first, ...others] = config.secretKeys;
  const sealer = first === undefined ? null : createSealer([first, ...others]);
  const clock = await startDatabaseClock(db.sql);
  const web = webOf(config);
  const outbound = outboundPolicyOf(config.outboundAllow);
  const mailer = createMailer({ db: db.db, sealer, outbound, log });
  const signIn =
    first === undefined ? null : createSignIn({ db: db.db, clock, keys: [first, ...others], mailer, publicUrl: web.publicUrl, log });
  // A database that is not migrated yet has them given at the next start.
  await giveHookSecrets(db.db, sealer).catch((error: unknown) => log.warn({ err: error }, 'gateways could not be given addresses'));
  const folder = config.consoleDir ?? builtConsole;
  const console = existsSync(folder) ? await serveConsole(folder) : null;
  const ending = new AbortController();
  const { sandboxUrl } = config;
  const workflowsUrl = workflowsUrlOf(config);
  const world = { db, clock, sealer, signIn, web, mailer, outbound, temporal, log };
  const app = createApp({ ...world, console, sandboxUrl, workflowsUrl, stopping: ending.signal });

  const server = serve({ fetch: app.fetch, port: config.port }, ({ port }) => log.info({ port }, 'api ready'));
  server.on('error', (error) => {
    log.fatal({ reason: error.message }, 'api cannot listen');
    process.exit(1);
  });

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'api stopping');
    ending.abort();
    setTimeout(() => process.exit(1), stopsWithinMs).unref();
    // New connections are refused at once; requests under way finish before the pool closes.
    server.close(async () => {
      await Promise.allSettled([db.close(), temporal.close()]);
      process.exit(0);
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

function webOf({ publicUrl, trustedProxies }: ServiceConfig): Web {
  const proxies = new BlockList();
  const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');
  for (const { address, prefixLength } of trustedProxies) proxies.addSubnet(address, prefixLength, familyOf(address));
  return { publicUrl, isTrustedProxy: (address) => proxies.check(address, familyOf(address)) };
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
