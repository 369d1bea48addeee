import { continueAsNew, defineSignal, proxyActivities, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { WebhookActivities } from '../activities/webhooks.ts';
import { signals, type WebhookInput } from './contract.ts';
import { sleepUntil } from './until.ts';

const webhookChanged = defineSignal(signals.webhookChanged);

/** Rounds before the history is left behind. */
const roundsPerRun = 500;

const care = proxyLocalActivities<WebhookActivities>({
  startToCloseTimeout: '20s',
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});
const calls = proxyActivities<WebhookActivities>({
  startToCloseTimeout: '90s',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
  summary: 'chamadas do que venceu',
});

/** One webhook, for as long as it has something to deliver. Why a re-run is safe: a delivery is a row, taken by one call at a time, and receivers know it by its id. */
export async function webhook({ webhookId }: WebhookInput): Promise<void> {
  let changed = false;
  setHandler(webhookChanged, () => {
    changed = true;
  });

  for (let round = 0; round < roundsPerRun && !workflowInfo().continueAsNewSuggested; round++) {
    changed = false; // before asking, so that a signal in between is not missed
    const work = await care.lookForDeliveries({ webhookId });
    if (work.kind === 'due') await calls.deliverDue({ webhookId, licenceMs: work.licenceMs });
    else if (work.kind === 'idle') await sleepUntil(work.until, () => changed, work.summary);
    else if (!changed) return;
  }
  await continueAsNew<typeof webhook>({ webhookId });
}
