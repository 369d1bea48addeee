import { eq, inArray, or, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { charges, customers, holds, settings, units } from '../schema/index.ts';

/** Where the customer of a hold lives and is served, and the catalogue's revision at that moment. */
export type HoldPlace = { unitId: string; state: string | null; city: string | null; timeZone: string; catalogueRevision: number };

/** The places of these holds by their ids; one of many people has none. */
export async function readHoldPlaces(
  db: Executor,
  asked: readonly { id: string; scope: { chargeId?: string; customerId?: string } | object }[],
): Promise<Map<string, HoldPlace>> {
  const ids = asked.filter(({ scope }) => !('filter' in scope)).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      id: holds.id,
      unitId: customers.unitId,
      state: customers.state,
      city: customers.city,
      timeZone: sql<string>`coalesce(${customers.timeZone}, ${units.timeZone})`,
      catalogueRevision: settings.catalogueRevision,
    })
    .from(holds)
    .leftJoin(charges, eq(charges.id, holds.chargeId))
    .innerJoin(customers, or(eq(customers.id, holds.customerId), eq(customers.id, charges.customerId)))
    .innerJoin(units, eq(units.id, customers.unitId))
    .innerJoin(settings, sql`true`)
    .where(inArray(holds.id, ids));
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}
