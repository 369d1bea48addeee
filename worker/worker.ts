import type { Client } from '@temporalio/client';
import { type NativeConnection, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createCampaignActivities } from '../activities/campaigns.ts';
import { createGatewayCareActivities } from '../activities/gateway-care.ts';
import { createHouseActivities } from '../activities/house.ts';
import { createPlanningActivities } from '../activities/planning.ts';
import { createPollingActivities } from '../activities/polling.ts';
import { createScheduledStartActivities } from '../activities/scheduled-starts.ts';
import { createSurveyActivities } from '../activities/surveys.ts';
import { createWebhookActivities } from '../activities/webhooks.ts';
import type { DatabaseHandle } from '../db/client.ts';
import { startDatabaseClock } from '../db/clock.ts';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { listGatewayQueues } from '../db/queries/gateway-sending.ts';
import { pushOutbox } from '../db/queries/outbox.ts';
import type { Sealer } from '../db/sealed.ts';
import { nowOf } from '../domain/clock.ts';
import type { OutboundPolicy } from '../gateways/outbound-policy.ts';
import { campaignQueue, chargeQueue, gatewayQueue, surveyQueue, webhookQueue } from '../workflows/contract.ts';
import { createAnnouncer } from './announcer.ts';
import { startCampaignSweep } from './campaign-sweep.ts';
import { createDueBell } from './due-bell.ts';
import { openGateway } from './open-gateway.ts';
import type { Work } from './process.ts';
import { startRelay } from './relay.ts';
import { startSchedules } from './schedules.ts';
import { startSweep } from './sweep.ts';
import { workflowCode } from './workflow-bundle.ts';

export type WorkerDeps = {
  database: DatabaseHandle;
  connection: NativeConnection;
  client: Client;
  /** Null without a secret key: gateways with credentials stop and say so. */
  sealer: Sealer | null;
  outbound: OutboundPolicy;
  publicUrl: URL | null;
  log: Logger;
};

/** Everything one worker process does, started in order. `ended` fails when a Temporal worker fails. Closes its pool when stopped. */
export async function startWorker(deps: WorkerDeps): Promise<Work> {
  const { database, connection, client, log } = deps;
  const { db, sql } = database;
  const namespace = client.options.namespace;
  const clock = await startDatabaseClock(sql);
  const catalogue = createCatalogueCache(db);
  const announcer = createAnnouncer({ client, db, sql });

  const ring = createDueBell(sql, (error) =>
    log.warn({ err: error }, 'senders could not be told: they look for their texts by themselves'),
  );
  const code = await workflowCode();
  const charges = await Worker.create({
    connection,
    namespace,
    taskQueue: chargeQueue,
    ...code,
    activities: createPlanningActivities({ db, clock, catalogue, ring }),
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
      await ended;
      clock.stop();
      await database.close();
    },
  };
}

function secretOpener(sealer: Sealer | null): (sealed: string) => string | null {
  return (sealed) => {
    const opened = sealer?.open(sealed);
    return opened?.ok ? opened.value : null;
  };
}
