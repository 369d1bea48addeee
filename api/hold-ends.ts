import type { Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { readHoldPlaces } from '../db/queries/hold-places.ts';
import type { Hold } from '../db/queries/holds.ts';
import { calendarOfCustomer } from '../domain/catalogue-calendar.ts';
import { holdEnd } from '../domain/hold-end.ts';
import { type Instant, instantOf } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import type { Catalogue } from '../domain/plan-facts.ts';
import type { ChargePlan } from './charge-plans.ts';

/** `timeZone`: where its days are counted, null for a hold of many. `resumesAt`: when the ladder goes on, null until somebody ends it. */
export type HoldEnd = { timeZone: string | null; resumesAt: Instant | null };

/** When a charge goes on: a promise for a day on which banks rest is kept on the next one on which they work. */
export function endOnCharge(hold: Hold, { facts, catalogue, timeZone }: ChargePlan): Instant | null {
  return endAt(hold, { chargeId: facts.charge.id, residence: facts.customer, timeZone, catalogue });
}

/** These holds with their end where the customer lives. */
export async function withHoldEnds<H extends Hold>(
  db: Executor,
  { catalogue: cache, holds }: { catalogue: CatalogueCache; holds: readonly H[] },
): Promise<(H & HoldEnd)[]> {
  const places = await readHoldPlaces(db, holds);
  if (places.size === 0) return holds.map((hold) => ({ ...hold, timeZone: null, resumesAt: hold.until }));
  const catalogue = await cache.at(Math.max(...[...places.values()].map(({ catalogueRevision }) => catalogueRevision)), db);
  return holds.map((hold) => {
    const place = places.get(hold.id);
    if (place === undefined) return { ...hold, timeZone: null, resumesAt: hold.until };
    const { timeZone, catalogueRevision: _, ...residence } = place;
    // The spread of a large hold is each charge's own: here it is over when the first of them goes on.
    const resumesAt = endAt({ ...hold, releaseOverHours: null }, { chargeId: '', residence, timeZone, catalogue });
    return { ...hold, timeZone, resumesAt };
  });
}

type Place = {
  chargeId: string;
  residence: Parameters<typeof calendarOfCustomer>[0];
  timeZone: string;
  catalogue: Catalogue;
};

function endAt(
  { createdAt: from, releasedAt, ...hold }: Omit<Hold, 'createdBy'>,
  { chargeId, residence, timeZone, catalogue }: Place,
): Instant | null {
  if (hold.until === null) return null;
  const calendar = calendarOfCustomer(residence, catalogue);
  return instantOf(holdEnd({ ...hold, from, released: releasedAt !== null }, { chargeId, calendar, zone: zoneOf(timeZone) }));
}
