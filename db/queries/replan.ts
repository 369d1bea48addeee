import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { outboxChannel } from './outbox.ts';

/**
 * For what changes every plan (a publication, the windows, the service switched on): raises the revision of each open charge and tells
 * the workflows that are running. Which other charges have a step ahead now is for the caller to plan.
 */
export async function raiseOpenRevisions(tx: Executor, now: Instant): Promise<void> {
  await tx.execute(sql`
    with raised as (
      update charges set revision = revision + 1, updated_at = ${now} where status = 'open' returning id
    )
    insert into outbox (kind, target, available_at, created_at)
    select 'charge', id, ${now}, ${now} from raised
    where exists (select 1 from charge_wakes w where w.charge_id = raised.id)
      or exists (select 1 from steps s where s.charge_id = raised.id and s.state = 'waiting')
    order by id`);
  await tx.execute(sql`select pg_notify(${outboxChannel}, '')`);
}

/** Ids of open charges without a planned wake, a page at a time in the order of the ids. */
export async function listUnplannedCharges(tx: Executor, { after, limit }: { after: string; limit: number }): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select c.id from charges c
    where c.status = 'open' and c.id > ${after} and not exists (select 1 from charge_wakes w where w.charge_id = c.id)
    order by c.id limit ${limit}`);
  return rows.map(({ id }) => id);
}
