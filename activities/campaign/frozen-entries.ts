import type { FrozenEntry } from '../../db/queries/campaign-freezing.ts';
import { newShortLinkOf } from '../../db/queries/short-links.ts';
import { residenceOf } from '../../domain/campaign-windows.ts';
import { routedGateway } from '../../domain/gateway-routes.ts';
import { priceOfSegments } from '../../domain/money.ts';
import type { Catalogue, CatalogueGateway } from '../../domain/plan-facts.ts';
import type { LeftOut, Recipient } from '../../domain/recipients.ts';
import { writtenOut } from '../../domain/short-links.ts';
import type { CampaignPlaces } from './campaign-places.ts';

/** `routed`: phones with a route go by that one's gateway, the others by the campaign's. */
type FreezingOf = { gateway: CatalogueGateway; routed: boolean; catalogue: Catalogue; places: CampaignPlaces; year: number | null };

/** One that was judged, as it is written down. */
export function frozenEntryOf(one: Recipient | LeftOut, { gateway, routed, catalogue, places, year }: FreezingOf): FrozenEntry {
  const { customerId, chargeId, phone } = one;
  if (one.kind === 'left-out') return { customerId, chargeId, phone, reason: one.reason, detail: one.detail, own: null };
  const { facts, text, links, segments, encoding } = one;
  return {
    customerId,
    chargeId,
    phone,
    reason: null,
    place: places.of(residenceOf(facts, catalogue), routed ? routeOf(one.phone, gateway, catalogue) : null),
    chargeStatus: facts.charge?.status ?? null,
    chargeRevision: facts.charge?.revision ?? null,
    paymentId: facts.charge?.status === 'paid' ? (facts.payment?.id ?? null) : null,
    text,
    wording: links.length === 0 ? null : writtenOut(text, links),
    links: links.map(newShortLinkOf),
    segments,
    encoding,
    cost: priceOfSegments(gateway.price, segments),
    year,
    own: facts.listed ?? null,
  };
}

/** The gateway of the phone's route; null where that is the campaign's own. */
function routeOf(phone: string, own: CatalogueGateway, catalogue: Catalogue): string | null {
  const chosen = routedGateway(catalogue, { purpose: 'campaigns', phone, otherwise: own.id });
  return chosen === null || chosen.id === own.id ? null : chosen.id;
}
