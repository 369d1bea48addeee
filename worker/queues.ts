import { type NativeConnection, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { CampaignSendingActivities } from '../activities/campaign-sending.ts';
import type { SendingActivities } from '../activities/sending.ts';
import type { Sql } from '../db/client.ts';
import { listGatewayQueues } from '../db/queries/gateway-sending.ts';
import { gatewayChannel } from '../db/queries/gateways.ts';
import { sendingQueue } from '../workflows/contract.ts';
import { listenFor } from './listen.ts';

export type QueuesDeps = {
  sql: Sql;
  connection: NativeConnection;
  namespace: string;
  activities: SendingActivities & CampaignSendingActivities;
  log: Logger;
};

const lookEveryMs = 1_000;

/** Keeps one Worker per gateway, as the gateways table says, within two seconds of a change. */
export async function startGatewayQueues(deps: QueuesDeps): Promise<{ stop(): Promise<void> }> {
  const news = await listenFor(deps.sql, gatewayChannel);
  const running = new Map<string, { worker: Worker; ended: Promise<void> }>();
  let stopping = false;

  const reconcile = async () => {
    const wanted = new Set((await listGatewayQueues(deps.sql)).filter(({ enabled }) => enabled).map(({ id }) => id));
    for (const id of wanted) if (!running.has(id)) running.set(id, await startQueue(deps, id, () => running.delete(id)));
    for (const [id, { worker }] of running) if (!wanted.has(id) && worker.getState() === 'RUNNING') worker.shutdown();
  };
  const loop = (async () => {
    while (!stopping) {
      await reconcile().catch((error: unknown) => deps.log.warn({ err: error }, 'gateway queues could not be reconciled, trying again'));
      await news.wait(lookEveryMs);
    }
  })();
  return {
    async stop() {
      stopping = true;
      news.ring();
      await loop;
      for (const { worker } of running.values()) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all([...running.values()].map(({ ended }) => ended));
      await news.close();
    },
  };
}

async function startQueue({ connection, namespace, activities, log }: QueuesDeps, gatewayId: string, onEnd: () => void) {
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: sendingQueue(gatewayId),
    activities,
    maxConcurrentActivityTaskExecutions: 50,
    activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 2, maximum: 5 },
    shutdownGraceTime: '5s',
  });
  const ended = worker
    .run()
    .then(
      () => log.info({ gatewayId }, 'gateway queue closed'),
      (error: unknown) => log.error({ err: error, gatewayId }, 'gateway queue failed'),
    )
    .finally(onEnd);
  log.info({ gatewayId }, 'gateway queue open');
  return { worker, ended };
}
