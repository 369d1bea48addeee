import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { outboxChannel } from './outbox.ts';

/**
 * For what changes every plan (a publication, the windows, the service switched on): raises the revision of each open charge and tells
 * its workflow, which starts where it is not running. A charge with nothing ahead ends again at once.
 */
export async function replanOpenCharges(tx: Executor, now: Instant): Promise<void> {
  await tx.execute(sql`
    with raised as (
      update charges set revision = revision + 1, updated_at = ${now} where status = 'open' returning id
    )
    insert into outbox (kind, target, available_at, created_at) select 'charge', id, ${now}, ${now} from raised order by id`);
  await tx.execute(sql`select pg_notify(${outboxChannel}, '')`);
}
