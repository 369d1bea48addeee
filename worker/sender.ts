import type { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { rewriteTexts } from '../activities/campaign/rewrite-texts.ts';
import { createCampaignSendingActivities } from '../activities/campaign-sending.ts';
import { createSendingActivities } from '../activities/sending.ts';
import type { DatabaseHandle } from '../db/client.ts';
import { startDatabaseClock } from '../db/clock.ts';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { dueChannel } from '../db/queries/due.ts';
import { listGatewayQueues } from '../db/queries/gateway-sending.ts';
import { optOutChannel } from '../db/queries/opt-outs.ts';
import { pushOutbox } from '../db/queries/outbox.ts';
import type { Sealer } from '../db/sealed.ts';
import { nowOf } from '../domain/clock.ts';
import type { OutboundPolicy } from '../gateways/outbound-policy.ts';
import type { Work } from './process.ts';
import { startGatewayQueues } from './queues.ts';
import { createSenders } from './senders.ts';

export type SenderDeps = {
  database: DatabaseHandle;
  /** A small pool of the senders' own: their few large statements stay planned on each of its connections. */
  senderDatabase: DatabaseHandle;
  connection: NativeConnection;
  client: { options: { namespace: string } };
  /** Null without a secret key: gateways with credentials stop and say so. */
  sealer: Sealer | null;
  outbound: OutboundPolicy;
  publicUrl: URL | null;
  processId: string;
  log: Logger;
};

/** One sender per gateway, the queues that license them, and what makes them look at once or give back. Closes its pools when stopped. */
export async function startSender(deps: SenderDeps): Promise<Work> {
  const { database, senderDatabase, connection, client, log, processId } = deps;
  const { db, sql } = database;
  const clock = await startDatabaseClock(sql);
  const catalogue = createCatalogueCache(db);
  const rewriting = { db: senderDatabase.db, clock, processId, catalogue };
  const senders = createSenders({
    ...deps,
    sql: senderDatabase.sql,
    clock,
    rewrite: (outdated) => rewriteTexts(rewriting, outdated),
  });
  const serve = async (gatewayId: string) => {
    try {
      if (!(await senders.of(gatewayId).serveDue())) await pushOutbox(db, 'gateway', [gatewayId], nowOf(clock));
    } catch (error) {
      log.warn({ err: error, gatewayId }, 'what is due could not be served: its gateway looks for it by itself');
    }
  };
  const due = await sql.listen(dueChannel, (gatewayId) => void serve(gatewayId));
  const optOuts = await sql.listen(optOutChannel, (phone) => senders.withdraw(phone));
  const senderOf = (id: string) => senders.of(id);
  const queues = await startGatewayQueues({
    sql,
    connection,
    namespace: client.options.namespace,
    log,
    activities: {
      ...createSendingActivities({ db, sql, clock, senderOf }),
      ...createCampaignSendingActivities({ db, clock, catalogue, senderOf }),
    },
  });
  // What became due while no sender was there.
  for (const { id, enabled } of await listGatewayQueues(sql)) if (enabled) void serve(id);
  log.info({ processId }, 'sender running');
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    ended,
    async stop() {
      await due.unlisten();
      await queues.stop();
      await optOuts.unlisten();
      await senders.close();
      clock.stop();
      await senderDatabase.close();
      await database.close();
      end();
    },
  };
}
