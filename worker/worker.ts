import type { Client } from '@temporalio/client';
import { type NativeConnection, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { rewriteTexts } from '../activities/campaign/rewrite-texts.ts';
import { createCampaignSendingActivities } from '../activities/campaign-sending.ts';
import { createCampaignActivities } from '../activities/campaigns.ts';
import { createGatewayCareActivities } from '../activities/gateway-care.ts';
import { createHouseActivities } from '../activities/house.ts';
import { createPlanningActivities } from '../activities/planning.ts';
import { createPollingActivities } from '../activities/polling.ts';
import { createScheduledStartActivities } from '../activities/scheduled-starts.ts';
import { createSendingActivities } from '../activities/sending.ts';
import { createSurveyActivities } from '../activities/surveys.ts';
import { createWebhookActivities } from '../activities/webhooks.ts';
import type { DatabaseHandle } from '../db/client.ts';
import { startDatabaseClock } from '../db/clock.ts';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { listGatewayQueues } from '../db/queries/gateway-sending.ts';
import { optOutChannel } from '../db/queries/opt-outs.ts';
import { pushOutbox } from '../db/queries/outbox.ts';
import type { Sealer } from '../db/sealed.ts';
import { nowOf } from '../domain/clock.ts';
import type { OutboundPolicy } from '../gateways/outbound-policy.ts';
import { campaignQueue, chargeQueue, gatewayQueue, surveyQueue, webhookQueue } from '../workflows/contract.ts';
import { createAnnouncer } from './announcer.ts';
import { startCampaignSweep } from './campaign-sweep.ts';
import { openGateway } from './open-gateway.ts';
import { startGatewayQueues } from './queues.ts';
import { startRelay } from './relay.ts';
import { startSchedules } from './schedules.ts';
import { createSenders } from './senders.ts';
import { startSweep } from './sweep.ts';
import { workflowCode } from './workflow-bundle.ts';

export type WorkerDeps = {
  database: DatabaseHandle;
  /** A small pool of the senders' own: their few large statements stay planned on each of its connections. */
  senderDatabase: DatabaseHandle;
  connection: NativeConnection;
  client: Client;
  /** Null without a secret key: gateways with credentials stop and say so. */
  sealer: Sealer | null;
  outbound: OutboundPolicy;
  publicUrl: URL | null;
  processId: string;
  log: Logger;
};

/** Everything one worker process does, started in order. `ended` fails when a Temporal worker fails. */
export async function startWorker(deps: WorkerDeps): Promise<{ ended: Promise<void>; stop(): Promise<void> }> {
  const { database, connection, client, log, processId, senderDatabase } = deps;
  const { db, sql } = database;
  const namespace = client.options.namespace;
  const clock = await startDatabaseClock(sql);
  const catalogue = createCatalogueCache(db);
  const rewriting = { db: senderDatabase.db, clock, processId, catalogue };
  const senders = createSenders({
    ...deps,
    sql: senderDatabase.sql,
    clock,
    rewrite: (outdated) => rewriteTexts(rewriting, outdated),
  });
  const optOuts = await sql.listen(optOutChannel, (phone) => senders.withdraw(phone));
  const announcer = createAnnouncer({ client, db, sql });

  const ring = async (gatewayId: string) => {
    try {
      if (!(await senders.of(gatewayId).serveDue())) await pushOutbox(db, 'gateway', [gatewayId], nowOf(clock));
    } catch (error) {
      log.warn({ err: error, gatewayId }, 'a gateway could not be called: it looks for its texts by itself');
    }
  };
  const code = await workflowCode();
  const charges = await Worker.create({
    connection,
    namespace,
    taskQueue: chargeQueue,
    ...code,
    activities: createPlanningActivities({ db, clock, catalogue, ring: (id) => void ring(id) }),
    enableNonLocalActivities: false,
    maxCachedWorkflows: 1_000,
    maxConcurrentWorkflowTaskExecutions: 40,
    // A decision holds a connection to its end. Half the pool keeps Postgres busy; more would only wait for each other.
    maxConcurrentLocalActivityExecutions: 8,
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 4, maximum: 20 },
    shutdownGraceTime: '5s',
  });
  const gateways = await Worker.create({
    connection,
    namespace,
    taskQueue: gatewayQueue,
    ...code,
    activities: {
      ...createGatewayCareActivities({ sql, clock }),
      ...createPollingActivities({ db, sql, clock, openGateway: (id) => openGateway({ ...deps, sql, clock }, id) }),
      ...createHouseActivities({ sql, clock }),
    },
    maxConcurrentActivityTaskExecutions: 20,
    maxCachedWorkflows: 100,
    shutdownGraceTime: '5s',
  });
  const webhooks = await Worker.create({
    connection,
    namespace,
    taskQueue: webhookQueue,
    ...code,
    activities: createWebhookActivities({ db, sql, clock, openSecret: secretOpener(deps.sealer), outbound: deps.outbound }),
    maxCachedWorkflows: 50,
    maxConcurrentActivityTaskExecutions: 20,
    shutdownGraceTime: '5s',
  });
  const surveys = await Worker.create({
    connection,
    namespace,
    taskQueue: surveyQueue,
    ...code,
    activities: createSurveyActivities({ db, clock, catalogue }),
    maxCachedWorkflows: 20,
    maxConcurrentActivityTaskExecutions: 1,
    shutdownGraceTime: '5s',
  });
  const campaigns = await Worker.create({
    connection,
    namespace,
    taskQueue: campaignQueue,
    ...code,
    activities: { ...createCampaignActivities({ db, clock, catalogue, log }), ...createScheduledStartActivities({ db, clock, catalogue }) },
    maxCachedWorkflows: 50,
    maxConcurrentActivityTaskExecutions: 4,
    shutdownGraceTime: '5s',
  });
  const ended = Promise.all([charges.run(), gateways.run(), webhooks.run(), surveys.run(), campaigns.run()]).then(() => undefined);
  const senderOf = (id: string) => senders.of(id);
  const queues = await startGatewayQueues({
    sql,
    connection,
    namespace,
    log,
    activities: {
      ...createSendingActivities({ db, sql, clock, senderOf }),
      ...createCampaignSendingActivities({ db, clock, catalogue, senderOf }),
    },
  });
  const relay = await startRelay({ db, sql, clock, announcer, log });
  const sweep = startSweep({ db, sql, clock, log });
  const campaignSweep = startCampaignSweep({ db, announcer, log });
  const schedules = startSchedules({ client, db, catalogue, log });
  await announcer.house();
  await pushOutbox(
    db,
    'gateway',
    (await listGatewayQueues(sql)).map(({ id }) => id),
    nowOf(clock),
  );
  log.info({ processId }, 'worker running');
  return {
    ended,
    async stop() {
      sweep.stop();
      campaignSweep.stop();
      await schedules.stop();
      await relay.stop();
      charges.shutdown();
      gateways.shutdown();
      webhooks.shutdown();
      surveys.shutdown();
      campaigns.shutdown();
      await queues.stop();
      await ended;
      await optOuts.unlisten();
      await senders.close();
      clock.stop();
    },
  };
}

function secretOpener(sealer: Sealer | null): (sealed: string) => string | null {
  return (sealed) => {
    const opened = sealer?.open(sealed);
    return opened?.ok ? opened.value : null;
  };
}
