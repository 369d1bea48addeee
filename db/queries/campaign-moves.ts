import type { Campaign, PauseReason } from '../../domain/campaign.ts';
import { type CampaignState, takes } from '../../domain/campaign-states.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Db, Executor } from '../client.ts';
import { clearAlert, raiseAlert } from './alerts.ts';
import { writeAudit } from './audit.ts';
import { lockCampaign, updateCampaign } from './campaigns.ts';
import { pushEvent } from './events-out.ts';
import { pushOutbox } from './outbox.ts';

/** Who acts when Régua itself does. */
export const house = 'regua';

/**
 * Moves a campaign, whose row the caller holds locked, to another state: from the commit on every claim knows. Its workflow, webhooks
 * and the audit are told.
 */
export async function moveCampaign(
  tx: Executor,
  before: Campaign,
  changes: Partial<Campaign> & { state: CampaignState },
  { now, actor = house, action = changes.state }: { now: Instant; actor?: string; action?: string },
): Promise<void> {
  const { id } = before;
  await updateCampaign(tx, id, changes, now);
  await writeAudit(tx, [
    {
      at: now,
      actor,
      action: `campaign.${action}`,
      entity: 'campaign',
      entityId: id,
      before: { state: before.state },
      after: { ...changes },
    },
  ]);
  await pushEvent(tx, { type: `campaign.${changes.state}`, data: { campaignId: id, state: changes.state, before: before.state }, now });
  await pushOutbox(tx, 'campaign', [id], now);
}

/** Stops a campaign for a person to look at, and raises its alert. One that is not under way stays as it is. */
export async function pauseCampaign(
  db: Db,
  { campaignId, reason, now, detail = {} }: { campaignId: string; reason: PauseReason; now: Instant; detail?: Record<string, unknown> },
): Promise<void> {
  await db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, campaignId);
    if (campaign === null || !takes(campaign.state, 'pause')) return;
    await moveCampaign(tx, campaign, { state: 'paused', pausedReason: reason, pausedFrom: campaign.state }, { now });
    await raiseAlert(tx, { key: alertOf(campaignId), kind: 'campaign-paused', subject: campaignId, detail: { reason, ...detail } }, now);
  });
}

/** What a person has looked at needs no alert any more. */
export async function clearCampaignAlert(tx: Executor, campaignId: string, now: Instant): Promise<void> {
  await clearAlert(tx, alertOf(campaignId), now);
}

function alertOf(campaignId: string): string {
  return `campaign:${campaignId}`;
}
