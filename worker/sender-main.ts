import { openDatabase } from '../db/client.ts';
import { senderSession } from '../db/queries/health.ts';
import { runProcess } from './process.ts';
import { startSender } from './sender.ts';

/** The process that sends: nothing else runs in it, so that nothing else makes a text late. Stops in order on SIGTERM and SIGINT. */
runProcess('sender', async ({ config, ...parts }) => {
  const database = openDatabase({ url: config.databaseUrl, connections: config.pools.watch, name: 'regua sender looks' });
  const senderDatabase = openDatabase({ url: config.databaseUrl, connections: config.pools.sender, name: senderSession });
  return startSender({ ...parts, database, senderDatabase });
});
