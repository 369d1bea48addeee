import {
  ActivityCancellationType,
  CancellationScope,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CampaignSendingActivities, ChunkAnswer } from '../activities/campaign-sending.ts';
import type { CampaignActivities, QueueLicences } from '../activities/campaigns.ts';
import { type CampaignInput, sendingQueue, signals } from './contract.ts';
import { sleepUntil } from './until.ts';

const campaignChanged = defineSignal(signals.campaignChanged);

/** Licences before the history is left behind. */
const licencesPerRun = 300;

const care = proxyLocalActivities<CampaignActivities>({
  startToCloseTimeout: '20s',
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});
const long = proxyActivities<CampaignActivities>({
  startToCloseTimeout: '12h',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

/**
 * One campaign from its start until it is finished or cancelled. What it does is read from its row each time, so that nothing a person
 * wants depends on this run; a re-run is safe because pages and messages are keyed in the database.
 */
export async function campaign({ campaignId }: CampaignInput): Promise<void> {
  let changed = false;
  let licence: CancellationScope | null = null;
  setHandler(campaignChanged, () => {
    changed = true;
    // A licence that waits for a closed gateway's worker must not keep the campaign from being cancelled or moved.
    licence?.cancel();
  });

  for (let licences = 0; licences < licencesPerRun && !workflowInfo().continueAsNewSuggested; ) {
    changed = false; // before asking, so that a signal in between is not missed
    const step = await care.lookAtCampaign({ campaignId });
    switch (step.kind) {
      case 'ended':
        if (changed) continue;
        return;
      case 'wait':
        licences += 1;
        await sleepUntil(step.until, () => changed, step.summary);
        break;
      case 'freeze':
        await long.freezeAudience({ campaignId });
        break;
      case 'cancel-rest':
        await long.cancelRest({ campaignId });
        break;
      case 'send': {
        const scope = new CancellationScope();
        licence = scope;
        const answer = await scope.run(() =>
          sendAWhile(campaignId, [step, ...(step.others ?? [])], () => {
            licences += 1;
            return !changed && licences < licencesPerRun;
          }),
        );
        licence = null;
        if (answer.kind === 'wait') await sleepUntil(answer.until, () => changed, answer.summary);
      }
    }
  }
  await continueAsNew<typeof campaign>({ campaignId });
}

/** Licences side by side, one after the other in each lane, until one of them says that something else comes next. */
async function sendAWhile(campaignId: string, gateways: QueueLicences[], goesOn: () => boolean): Promise<ChunkAnswer> {
  let ended: ChunkAnswer | null = null;
  const lane = async ({ gatewayId, licenceMs }: QueueLicences) => {
    const { sendCampaign } = sendingOn(gatewayId, campaignId);
    while (ended === null) {
      try {
        const answer = await sendCampaign({ campaignId, gatewayId, licenceMs });
        if (answer.kind !== 'more') ended ??= answer;
        else if (!goesOn()) ended ??= { kind: 'look' };
      } catch (error) {
        if (!isCancellation(error)) throw error;
        ended ??= { kind: 'look' };
      }
    }
  };
  await Promise.all(gateways.flatMap((gateway) => Array.from({ length: gateway.lanes }, () => lane(gateway))));
  return ended ?? { kind: 'look' };
}

function sendingOn(gatewayId: string, campaignId: string) {
  return proxyActivities<CampaignSendingActivities>({
    taskQueue: sendingQueue(gatewayId),
    startToCloseTimeout: '60s',
    heartbeatTimeout: '10s',
    retry: { initialInterval: '1s', maximumInterval: '30s' },
    priority: { priorityKey: 5 },
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    summary: `campanha ${campaignId}`,
  });
}
