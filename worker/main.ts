import { openDatabase } from '../db/client.ts';
import { runProcess } from './process.ts';
import { startWorker } from './worker.ts';

/** The process that runs workflows and their activities and carries the outbox. Stops in order on SIGTERM and SIGINT. */
runProcess('worker', async ({ config, ...parts }) => {
  const database = openDatabase({ url: config.databaseUrl, connections: config.pools.worker, name: 'regua worker' });
  return startWorker({ ...parts, database });
});
