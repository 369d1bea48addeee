import { sql } from 'drizzle-orm';
import type { IsoDate } from '../../domain/instants.ts';
import type { WatchedText } from '../../domain/shadow-comparison.ts';
import type { Executor } from '../client.ts';
import { shadowNotices } from '../schema/index.ts';

export type ShadowNotice = typeof shadowNotices.$inferInsert;

/** Records what would have left while the service only watches; the same again changes nothing. */
export async function recordShadowNotices(tx: Executor, rows: ShadowNotice[]): Promise<void> {
  if (rows.length > 0) await tx.insert(shadowNotices).values(rows).onConflictDoNothing();
}

/** Texts by SMS that would have left on these local days, both included; customers of the tests are left out. */
export async function listWatchedTexts(db: Executor, { from, to }: { from: IsoDate; to: IsoDate }): Promise<WatchedText[]> {
  return db.execute<WatchedText>(sql`
    select s.address as phone, s.date::text as date, s.text, s.charge_id as "chargeId", s.rule from (
      select w.*, (w.sends_at at time zone coalesce(u.time_zone, n.time_zone))::date as date
      from shadow_notices w join customers u on u.id = w.customer_id join units n on n.id = u.unit_id
      where w.sends_at >= ${from}::date - 1 and w.sends_at < ${to}::date + 2 and w.address like '+%' and not u.test
    ) as s
    where s.date between ${from} and ${to} order by s.sends_at, s.id`);
}
