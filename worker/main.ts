import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { ConfigError, readServiceConfig } from '../config.ts';
import { openDatabase } from '../db/client.ts';
import { createSealer } from '../db/sealed.ts';
import { outboundPolicyOf } from '../gateways/outbound-policy.ts';
import { installRuntime } from './runtime.ts';
import { startWorker } from './worker.ts';

/** The process that runs workflows and activities and carries the outbox. Stops in order on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const config = readServiceConfig();
  const log = pino({ level: config.logLevel, base: { process: 'worker' } });
  installRuntime(log);
  const database = openDatabase({ url: config.databaseUrl, connections: config.pools.worker, name: 'regua worker' });
  const senderDatabase = openDatabase({ url: config.databaseUrl, connections: config.pools.sender, name: 'regua sender' });
  const connection = await NativeConnection.connect(config.temporal.connection);
  const [firstKey, ...olderKeys] = config.secretKeys;
  const worker = await startWorker({
    database,
    senderDatabase,
    connection,
    client: new Client({ connection, namespace: config.temporal.namespace }),
    sealer: firstKey === undefined ? null : createSealer([firstKey, ...olderKeys]),
    outbound: outboundPolicyOf(config.outboundAllow),
    publicUrl: config.publicUrl,
    processId: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    log,
  });
  log.info('worker ready');

  const stop = async () => {
    log.info('worker stopping');
    await worker.stop();
    await connection.close();
    await senderDatabase.close();
    await database.close();
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  await worker.ended;
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
});
