import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Decision } from '../activities/planning/decision.ts';
import type { EarlierSend, NextStep } from '../activities/planning/next-step.ts';
import type { PlanningActivities } from '../activities/planning.ts';
import type { SendingActivities } from '../activities/sending.ts';
import { type ChargeNoticesInput, sendingQueue, signals } from './contract.ts';
import { OpenSends } from './open-sends.ts';
import { sleepUntil } from './until.ts';

const chargeChanged = defineSignal(signals.chargeChanged);

const planning = proxyLocalActivities<PlanningActivities>({
  startToCloseTimeout: '20s',
  // A charge never fails: whatever is wrong is tried again, at last every minute, as a timer instead of a long task.
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '60s' },
});

/** One charge, from creation until it is paid and confirmed, removed, or its ladder ends. Why a re-run is safe: every step and text is keyed in the database. */
export async function chargeNotices({ chargeId }: ChargeNoticesInput): Promise<void> {
  const sends = new OpenSends();
  let changed = true;
  const wakeUp = () => {
    changed = true;
  };
  setHandler(chargeChanged, wakeUp);

  let known: NextStep | null = null;
  for (;;) {
    const foreseen: NextStep | null = changed ? null : known;
    known = null;
    if (foreseen === null) changed = false; // before asking, so that a signal in between is not missed
    const next = foreseen ?? (await planning.nextStep({ chargeId }));
    switch (next.kind) {
      case 'finished':
        await condition(() => changed || sends.allDone());
        if (changed) continue;
        return;
      case 'send':
        // One that still waits in the queue is enough: the row, not the activity, is what is sent.
        if (sends.allDone()) sends.track(send(next), wakeUp);
        continue;
      case 'sleep':
        await sleepUntil(next.at, () => changed, next.summary);
        break;
      case 'decide': {
        if (await sleepUntil(next.at, () => changed, next.summary)) continue;
        const decision: Decision & { send?: EarlierSend | null } = await planning.decideStep({ chargeId, key: next.key });
        known = decision.next ?? null;
        if (decision.send) sends.track(send(decision.send), wakeUp);
      }
    }
    // Only a storm of edits gets here: an ordinary charge stays far below a hundred events.
    if (workflowInfo().continueAsNewSuggested && sends.allDone()) await continueAsNew<typeof chargeNotices>({ chargeId });
  }
}

/** Waits in the gateway's own queue, however long it is paused; the message's window decides whether it still goes. */
function send({ gatewayId, messageIds, summary }: EarlierSend): Promise<void> {
  const { sendMessages } = proxyActivities<SendingActivities>({
    taskQueue: sendingQueue(gatewayId),
    startToCloseTimeout: '60s',
    heartbeatTimeout: '10s',
    retry: { initialInterval: '1s', maximumInterval: '30s' },
    priority: { priorityKey: 1 },
    summary,
  });
  return sendMessages({ gatewayId, messageIds });
}
