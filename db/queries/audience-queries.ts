import type { AudienceFilter } from '../../domain/audience.ts';
import { calendarOfCustomer } from '../../domain/catalogue-calendar.ts';
import { dueLimits } from '../../domain/due-limits.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Catalogue } from '../../domain/plan-facts.ts';
import type { Executor } from '../client.ts';
import type { AudienceQuery } from './audience-sql.ts';
import { readSegments } from './segments.ts';

/** Puts beside each filter what the database needs to answer it at `now`. A segment that is gone selects nobody. */
export async function audienceQueries(
  db: Executor,
  filters: readonly AudienceFilter[],
  catalogue: Catalogue,
  now: Instant,
): Promise<AudienceQuery[]> {
  const named = await readSegments(db, [...new Set(filters.flatMap(({ segments }) => segments))]);
  const queryOf = (filter: AudienceFilter): AudienceQuery => ({ filter, limits: limitsOf(filter, catalogue, now), segments: [] });
  return filters.map((filter) => ({
    ...queryOf(filter),
    segments: named.filter(({ id }) => filter.segments.includes(id)).flatMap(({ audiences }) => audiences.map(queryOf)),
  }));
}

function limitsOf({ charge }: AudienceFilter, catalogue: Catalogue, now: Instant) {
  if (charge === null) return [];
  return Object.values(catalogue.units).map(({ id, timeZone, state, city }) => {
    const calendar = calendarOfCustomer({ unitId: id, state, city }, catalogue);
    return dueLimits({ unitId: id, timeZone, calendar }, charge.daysOverdue, now);
  });
}
