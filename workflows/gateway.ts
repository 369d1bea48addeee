import { continueAsNew, defineSignal, proxyActivities, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { GatewayCareActivities } from '../activities/gateway-care.ts';
import type { SendingActivities } from '../activities/sending.ts';
import type { Instant } from '../domain/instants.ts';
import { type GatewayInput, sendingQueue, signals } from './contract.ts';
import { sleepUntil } from './until.ts';

const gatewayChanged = defineSignal(signals.gatewayChanged);

/** Rounds before the history is left behind. */
const roundsPerRun = 500;

const care = proxyLocalActivities<GatewayCareActivities>({
  startToCloseTimeout: '20s',
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** One gateway, for as long as it exists: starts sending at due instants and serves every queued row that nobody else serves. */
export async function gateway({ gatewayId }: GatewayInput): Promise<void> {
  let changed = false;
  setHandler(gatewayChanged, () => {
    changed = true;
  });

  for (let round = 0; round < roundsPerRun && !workflowInfo().continueAsNewSuggested; round++) {
    changed = false;
    const work = await care.lookForWork({ gatewayId });
    if (work.kind === 'gone') return;
    if (work.kind === 'idle') {
      await sleepUntil(work.until, () => changed, work.summary);
      continue;
    }
    await Promise.all(Array.from({ length: work.lanes }, () => sendDue({ gatewayId, licenceMs: work.licenceMs, from: work.from })));
  }
  await continueAsNew<typeof gateway>({ gatewayId });
}

/** A licence to send for a while, on the gateway's own queue. */
function sendDue(licence: { gatewayId: string; licenceMs: number; from: Instant }): Promise<unknown> {
  const sending = proxyActivities<SendingActivities>({
    taskQueue: sendingQueue(licence.gatewayId),
    startToCloseTimeout: '60s',
    heartbeatTimeout: '10s',
    retry: { initialInterval: '1s', maximumInterval: '30s' },
    priority: { priorityKey: 1 },
    summary: 'envio do que venceu',
  });
  return sending.sendDue(licence);
}
