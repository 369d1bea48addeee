import type { CampaignStanding } from '../db/queries/campaigns.ts';
import type { CalendarFacts } from '../domain/catalogue-calendar.ts';
import type { Instant } from '../domain/instants.ts';
import type { Catalogue, CatalogueGateway } from '../domain/plan-facts.ts';
import { forecastOfPlaces } from '../domain/sending-forecast.ts';

type Reckoned = Pick<CampaignStanding, 'state' | 'class' | 'counts' | 'ratePerSecond' | 'perSecond' | 'gatewayId' | 'waiting'>;
type Known = CalendarFacts &
  Pick<Catalogue, 'service'> & {
    policy: Pick<Catalogue['policy'], 'pausedAt'>;
    gateways: Record<string, Pick<CatalogueGateway, 'quantity' | 'intervalSeconds'>>;
  };

/** When a campaign under way will have sent its last text, at the rate it may have and in the windows of those who wait. Null where nobody can tell, and while nothing
 * may leave at all. */
export function campaignEnd(campaign: Reckoned, catalogue: Known, now: Instant): Instant | null {
  const { state, counts, ratePerSecond, perSecond, gatewayId, waiting } = campaign;
  if (catalogue.service !== 'on' || catalogue.policy.pausedAt !== null) return null;
  if (!['countdown', 'canary', 'running'].includes(state)) return null;
  const gateway = catalogue.gateways[gatewayId ?? ''];
  if (gateway === undefined) return null;
  const limits = [ratePerSecond, gateway.quantity === null ? null : gateway.quantity / gateway.intervalSeconds].filter(
    (rate) => rate !== null,
  );
  const rate = limits.length > 0 ? Math.min(...limits) : perSecond;
  if (rate === 0) return null;
  return forecastOfPlaces({ count: counts.queued, perSecond: rate, window: campaign.class }, waiting, catalogue, now)?.endsAt ?? null;
}
