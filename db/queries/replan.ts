import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { outboxChannel } from './outbox.ts';

/**
 * Raises the revision of each charge whose step waits for the wire, in the transaction of what may change every plan, and tells their
 * workflows: from the commit on no text of the older plan is claimed. Charges that only sleep read the new plan when they wake.
 */
export async function raiseWaitingRevisions(tx: Executor, now: Instant): Promise<void> {
  await tx.execute(sql`
    with raised as (
      update charges set revision = revision + 1, updated_at = ${now}
      where id in (select charge_id from steps where state = 'waiting') returning id
    )
    insert into outbox (kind, target, available_at, created_at)
    select 'charge', id, ${now}::timestamptz, ${now}::timestamptz from raised order by id`);
  await tx.execute(sql`select pg_notify(${outboxChannel}, '')`);
}
