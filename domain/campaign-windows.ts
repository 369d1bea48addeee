import { calendarOfCustomer } from './catalogue-calendar.ts';
import { epochMs, type Instant, instantOf } from './instants.ts';
import { zoneOf } from './local-time.ts';
import { firstOpening } from './opening.ts';
import type { Catalogue } from './plan-facts.ts';
import type { RecipientFacts } from './recipients.ts';
import type { WindowClass } from './states.ts';

/** Where recipients live: what decides when they may be texted. */
export type Residence = { unitId: string; state: string | null; city: string | null; timeZone: string };
/** Both null: never. */
export type OpenHours = { opensAt: Instant | null; closesAt: Instant | null };

/** The opening of a window that a place is in at `now`, or the next one. */
export function openHours(place: Residence, window: WindowClass, catalogue: Catalogue, now: Instant): OpenHours {
  const opening = firstOpening(calendarOfCustomer(place, catalogue), zoneOf(place.timeZone), window, epochMs(now));
  return opening === null ? { opensAt: null, closesAt: null } : { opensAt: instantOf(opening.sendsAt), closesAt: instantOf(opening.until) };
}

/** Whether texts may leave to a place now. */
export function isOpen({ opensAt, closesAt }: OpenHours, now: Instant): boolean {
  return opensAt !== null && closesAt !== null && epochMs(opensAt) <= epochMs(now) && epochMs(now) < epochMs(closesAt);
}

/** Where a recipient lives; whom nobody knows lives where the unit of the list is. */
export function residenceOf({ customer, listed }: RecipientFacts, { units }: Catalogue): Residence {
  const unitId = customer?.unitId ?? listed?.unitId ?? '';
  const { state = null, city = null } = customer ?? units[unitId] ?? {};
  return { unitId, state, city, timeZone: customer?.timeZone ?? units[unitId]?.timeZone ?? 'America/Sao_Paulo' };
}
