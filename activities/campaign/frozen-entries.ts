import type { FrozenEntry } from '../../db/queries/campaign-freezing.ts';
import type { Residence } from '../../domain/campaign-windows.ts';
import { priceOfSegments } from '../../domain/money.ts';
import type { Catalogue, CatalogueGateway } from '../../domain/plan-facts.ts';
import type { LeftOut, Recipient, RecipientFacts } from '../../domain/recipients.ts';
import type { CampaignPlaces } from './campaign-places.ts';

/** One that was judged, as it is written down. */
export function frozenEntryOf(
  one: Recipient | LeftOut,
  { gateway, catalogue, places, year }: { gateway: CatalogueGateway; catalogue: Catalogue; places: CampaignPlaces; year: number | null },
): FrozenEntry {
  const { customerId, chargeId, phone } = one;
  if (one.kind === 'left-out') return { customerId, chargeId, phone, reason: one.reason, detail: one.detail };
  const { facts, text, segments, encoding } = one;
  return {
    customerId,
    chargeId,
    phone,
    reason: null,
    place: places.of(residenceOf(facts, catalogue)),
    chargeStatus: facts.charge?.status ?? null,
    chargeRevision: facts.charge?.revision ?? null,
    paymentId: facts.charge?.status === 'paid' ? (facts.payment?.id ?? null) : null,
    text,
    segments,
    encoding,
    cost: priceOfSegments(gateway.price, segments),
    year,
  };
}

function residenceOf({ customer }: RecipientFacts, { units }: Catalogue): Residence {
  const { unitId, state, city } = customer;
  return { unitId, state, city, timeZone: customer.timeZone ?? units[unitId]?.timeZone ?? 'America/Sao_Paulo' };
}
