import { setFlagsFromString } from 'node:v8';
import { openDatabase } from '../db/client.ts';
import { claimSession } from '../db/queries/claim-messages.ts';
import { senderSession } from '../db/queries/health.ts';
import { runProcess } from './process.ts';
import { startSender } from './sender.ts';

// What a text leaves behind is collected when the heap has grown by half, not when it has grown to many times what is in use.
setFlagsFromString('--heap-growing-percent=50');

/** The process that sends: nothing else runs in it, so that nothing else makes a text late. Stops in order on SIGTERM and SIGINT. */
runProcess('sender', async ({ config, ...parts }) => {
  const database = openDatabase({ url: config.databaseUrl, connections: config.pools.watch, name: senderSession });
  const { databaseUrl: url, pools } = config;
  const senderDatabase = openDatabase({ url, connections: pools.sender, name: 'regua sender claims', session: claimSession });
  return startSender({ ...parts, database, senderDatabase });
});
