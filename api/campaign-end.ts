import type { CampaignStanding } from '../db/queries/campaigns.ts';
import { calendarOfCustomer } from '../domain/catalogue-calendar.ts';
import type { Instant } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import type { Catalogue } from '../domain/plan-facts.ts';
import { sendingForecast } from '../domain/sending-forecast.ts';

/** When a campaign under way will have sent its last text, windows included, at the rate it may have. Null where nobody can tell. */
export function campaignEnd(campaign: CampaignStanding, catalogue: Catalogue, now: Instant): Instant | null {
  const { state, counts, ratePerSecond, perSecond, gatewayId } = campaign;
  if (!['countdown', 'canary', 'running'].includes(state)) return null;
  const gateway = catalogue.gateways[gatewayId ?? ''];
  if (gateway === undefined) return null;
  const limits = [ratePerSecond, gateway.quantity === null ? null : gateway.quantity / gateway.intervalSeconds].filter(
    (rate) => rate !== null,
  );
  const rate = limits.length > 0 ? Math.min(...limits) : perSecond;
  const [unit] = Object.values(catalogue.units);
  if (rate === 0 || unit === undefined) return null;
  const place = {
    calendar: calendarOfCustomer({ unitId: unit.id, state: unit.state, city: unit.city }, catalogue),
    zone: zoneOf(unit.timeZone),
  };
  return sendingForecast({ count: counts.queued, perSecond: rate, window: campaign.class }, place, now)?.endsAt ?? null;
}
