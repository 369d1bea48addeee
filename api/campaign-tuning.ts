import type { Executor } from '../db/client.ts';
import { writeAudit } from '../db/queries/audit.ts';
import { updateCampaign } from '../db/queries/campaigns.ts';
import { pushOutbox } from '../db/queries/outbox.ts';
import type { Campaign } from '../domain/campaign.ts';
import type { Instant } from '../domain/instants.ts';
import type { Catalogue } from '../domain/plan-facts.ts';
import { campaignGateway } from './chosen-text.ts';
import { conflict } from './problem.ts';

export type Tuning = { ratePerSecond?: number | null | undefined; gatewayId?: string | undefined };

/**
 * Changes how fast and over which gateway a campaign goes, whose row the caller holds locked: the next claim knows. False when nothing
 * changed.
 */
export async function retuneCampaign(
  tx: Executor,
  campaign: Campaign,
  { ratePerSecond = campaign.ratePerSecond, gatewayId = campaign.gatewayId ?? undefined }: Tuning,
  { now, actor, catalogue }: { now: Instant; actor: string; catalogue: Catalogue },
): Promise<boolean> {
  const after = { ratePerSecond, gatewayId: gatewayId ?? null };
  if (after.ratePerSecond === campaign.ratePerSecond && after.gatewayId === campaign.gatewayId) return false;
  if (after.gatewayId !== campaign.gatewayId && campaignGateway(catalogue, after.gatewayId)?.enabled === false) {
    throw conflict('no-gateway', { pt: 'O gateway está desabilitado.', en: 'The gateway is disabled.' });
  }
  const before = { ratePerSecond: campaign.ratePerSecond, gatewayId: campaign.gatewayId };
  await updateCampaign(tx, campaign.id, after, now);
  await writeAudit(tx, [{ at: now, actor, action: 'campaign.tuned', entity: 'campaign', entityId: campaign.id, before, after }]);
  await pushOutbox(tx, 'campaign', [campaign.id], now);
  return true;
}
