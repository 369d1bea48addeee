import { eq, inArray, sql } from 'drizzle-orm';
import { epochMs, type Instant, type IsoDate } from '../../domain/instants.ts';
import { zoneOf } from '../../domain/local-time.ts';
import type { Executor } from '../client.ts';
import { customers, units } from '../schema/index.ts';

/** The date it is now where each of these customers lives. A customer that does not exist is absent. */
export async function customersToday(tx: Executor, customerIds: string[], now: Instant): Promise<Map<string, IsoDate>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: customers.id, timeZone: sql<string>`coalesce(${customers.timeZone}, ${units.timeZone})` })
    .from(customers)
    .innerJoin(units, eq(units.id, customers.unitId))
    .where(inArray(customers.id, [...new Set(customerIds)]));
  return new Map(rows.map(({ id, timeZone }) => [id, zoneOf(timeZone).toLocal(epochMs(now)).date]));
}
