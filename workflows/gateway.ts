import {
  condition,
  continueAsNew,
  defineSignal,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { GatewayCareActivities } from '../activities/gateway-care.ts';
import type { PollingActivities } from '../activities/polling.ts';
import type { SendingActivities } from '../activities/sending.ts';
import type { Instant } from '../domain/instants.ts';
import { type GatewayInput, gatewayQueue, sendingQueue, signals } from './contract.ts';
import { OpenSends } from './open-sends.ts';
import { sleepUntil } from './until.ts';

const gatewayChanged = defineSignal(signals.gatewayChanged);

/** Rounds before the history is left behind. */
const roundsPerRun = 500;

const care = proxyLocalActivities<GatewayCareActivities>({
  startToCloseTimeout: '20s',
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Not on the gateway's own queue: a person's pause and the texts' rate do not hold up what the provider is asked. */
const polling = proxyActivities<PollingActivities>({
  taskQueue: gatewayQueue,
  startToCloseTimeout: '120s',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '5s', maximumAttempts: 3 },
  summary: 'perguntas ao provedor',
});

/**
 * One gateway, for as long as it exists: starts sending at due instants, serves every queued row that nobody else serves, and asks the
 * provider what became of texts, what people answered and what is left on the account.
 */
export async function gateway({ gatewayId }: GatewayInput): Promise<void> {
  const polls = new OpenSends();
  let changed = false;
  const wakeUp = () => {
    changed = true;
  };
  setHandler(gatewayChanged, wakeUp);

  for (let round = 0; round < roundsPerRun && !workflowInfo().continueAsNewSuggested; round++) {
    changed = false;
    const work = await care.lookForWork({ gatewayId });
    if (work.kind === 'gone') return;
    // Not awaited: a provider that answers slowly must not hold up the texts.
    if (work.poll && polls.allDone() && patched('polls')) polls.track(polling.pollGateway({ gatewayId }), wakeUp);
    if (work.kind === 'idle') {
      await sleepUntil(work.until, () => changed, work.summary);
      continue;
    }
    await Promise.all(Array.from({ length: work.lanes }, () => sendDue({ gatewayId, licenceMs: work.licenceMs, from: work.from })));
  }
  await condition(() => polls.allDone());
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
