import { sql } from 'drizzle-orm';
import type { AppliesTo } from '../../domain/applies-to.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';
import { filterCondition } from './scope.ts';

/**
 * Open charges of the customers that a ladder is for, by unit, the most first; `only`: in these units. A more specific ladder may take
 * some of them.
 */
export async function countOpenCharges(
  db: Executor,
  appliesTo: AppliesTo,
  only: readonly string[] | undefined,
): Promise<{ unit: string; openCharges: number }[]> {
  const limited = only === undefined ? sql`true` : sql`u.unit_id = any(${textArray([...only])})`;
  return db.execute<{ unit: string; openCharges: number }>(sql`
    select u.unit_id as unit, count(*)::int as "openCharges"
    from charges c join customers u on u.id = c.customer_id
    where c.status = 'open' and ${limited} and ${filterCondition(appliesTo)}
    group by 1 order by 2 desc, 1`);
}
