import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { type Logger, pino } from 'pino';
import { ConfigError, readServiceConfig, type ServiceConfig } from '../config.ts';
import { createSealer, type Sealer } from '../db/sealed.ts';
import { type OutboundPolicy, outboundPolicyOf } from '../gateways/outbound-policy.ts';
import { installRuntime } from './runtime.ts';

export type ProcessParts = {
  config: ServiceConfig;
  connection: NativeConnection;
  client: Client;
  /** Null without a secret key: gateways with credentials stop and say so. */
  sealer: Sealer | null;
  outbound: OutboundPolicy;
  publicUrl: URL | null;
  /** Claims of this process carry it. */
  processId: string;
  log: Logger;
};

/** What runs in a process: `ended` fails when it cannot go on; `stop` ends it in order. */
export type Work = { ended: Promise<void>; stop(): Promise<void> };

/**
 * Runs one of our programs on Temporal until SIGTERM or SIGINT; says `<name> ready` when `start` has begun its work. What cannot start, or
 * go on, ends with code 1 even where half of it runs already: whoever keeps it up starts it again.
 */
export function runProcess(name: 'worker' | 'sender', start: (parts: ProcessParts) => Promise<Work>): void {
  run(name, start).catch((error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  });
}

async function run(name: string, start: (parts: ProcessParts) => Promise<Work>): Promise<void> {
  const config = readServiceConfig();
  const log = pino({ level: config.logLevel, base: { process: name } });
  installRuntime(log);
  const connection = await NativeConnection.connect(config.temporal.connection);
  const [firstKey, ...olderKeys] = config.secretKeys;
  const work = await start({
    config,
    connection,
    client: new Client({ connection, namespace: config.temporal.namespace }),
    sealer: firstKey === undefined ? null : createSealer([firstKey, ...olderKeys]),
    outbound: outboundPolicyOf(config.outboundAllow),
    publicUrl: config.publicUrl,
    processId: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    log,
  });
  log.info(`${name} ready`);

  const stop = async () => {
    log.info(`${name} stopping`);
    await work.stop();
    await connection.close();
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  await work.ended;
}
