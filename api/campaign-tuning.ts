import type { Executor } from '../db/client.ts';
import { writeAudit } from '../db/queries/audit.ts';
import { unroutePlaces } from '../db/queries/campaign-places.ts';
import { updateCampaign } from '../db/queries/campaigns.ts';
import { pushOutbox } from '../db/queries/outbox.ts';
import type { Campaign } from '../domain/campaign.ts';
import type { Instant } from '../domain/instants.ts';
import type { Catalogue } from '../domain/plan-facts.ts';
import { sameValue } from '../domain/source-view.ts';
import { campaignGateway } from './chosen-text.ts';
import { conflict } from './problem.ts';

export type Tuning = { ratePerSecond?: number | null | undefined; gatewayId?: string | undefined };

/**
 * Changes how fast and over which gateway a campaign goes, whose row the caller holds locked: the next claim knows. False when nothing
 * changed. One that goes by the routes of the house goes all by the gateway that is named.
 */
export async function retuneCampaign(
  tx: Executor,
  campaign: Campaign,
  { ratePerSecond = campaign.ratePerSecond, gatewayId: named }: Tuning,
  { now, actor, catalogue }: { now: Instant; actor: string; catalogue: Catalogue },
): Promise<boolean> {
  const gatewayId = named ?? campaign.gatewayId;
  const after = { ratePerSecond, gatewayId, routed: campaign.routed && named === undefined };
  const before = { ratePerSecond: campaign.ratePerSecond, gatewayId: campaign.gatewayId, routed: campaign.routed };
  if (sameValue(before, after)) return false;
  if (after.gatewayId !== campaign.gatewayId && campaignGateway(catalogue, after.gatewayId)?.enabled === false) {
    throw conflict('no-gateway', { pt: 'O gateway está desabilitado.', en: 'The gateway is disabled.' });
  }
  await updateCampaign(tx, campaign.id, after, now);
  if (before.routed && !after.routed) await unroutePlaces(tx, campaign.id);
  await writeAudit(tx, [{ at: now, actor, action: 'campaign.tuned', entity: 'campaign', entityId: campaign.id, before, after }]);
  await pushOutbox(tx, 'campaign', [campaign.id], now);
  return true;
}
