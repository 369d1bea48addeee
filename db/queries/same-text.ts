import { sql } from 'drizzle-orm';
import { type Instant, instantOf } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

export type SameText = { name: string; startedAt: Instant; people: number };

/** The campaign since then that sent exactly this text to the most of these customers and phones; null when none did. */
export async function findSameText(
  db: Executor,
  { text, customerIds, phones, since }: { text: string; customerIds: string[]; phones: string[]; since: Instant },
): Promise<SameText | null> {
  const [found] = await db.execute<{ name: string; started_ms: number; people: number }>(sql`
    select c.name, (extract(epoch from c.started_at) * 1000)::float8 as started_ms, e.people
    from campaigns c join lateral (
      select count(*)::int as people from (
        select e.customer_id as one from campaign_entries e
        where e.customer_id = any(${textArray(customerIds)}) and e.campaign_id = c.id and e.reason is null
        union
        select e.phone from campaign_entries e where e.phone = any(${textArray(phones)}) and e.campaign_id = c.id and e.reason is null) people) e on true
    where c.started_at >= ${since} and c.text = ${text} and c.frozen_at is not null and e.people > 0
    order by e.people desc, c.started_at desc limit 1`);
  return found === undefined ? null : { name: found.name, startedAt: instantOf(found.started_ms), people: found.people };
}
