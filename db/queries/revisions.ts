import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { pushOutbox } from './outbox.ts';

/**
 * Raises the revision of these charges, in the transaction of the fact that may change their plan, and tells their workflows. From
 * the commit on no text of the older revision is claimed. A charge whose workflow is over is told only when `start` says so.
 */
export async function raiseRevisions(
  tx: Executor,
  { chargeIds, start, now }: { chargeIds: string[]; start: boolean; now: Instant },
): Promise<void> {
  if (chargeIds.length === 0) return;
  await tx.execute(sql`update charges set revision = revision + 1, updated_at = ${now} where id = any(${textArray(chargeIds)})`);
  await raiseMates(tx, chargeIds, now);
  const told = start
    ? chargeIds
    : (
        await tx.execute<{ id: string }>(sql`
          select charge_id as id from charge_wakes where charge_id = any(${textArray(chargeIds)})
          union
          select charge_id from steps where charge_id = any(${textArray(chargeIds)}) and state = 'waiting'`)
      ).map((row) => row.id);
  await pushOutbox(tx, 'charge', told, now);
}

/**
 * Charges that share a waiting text with one of these: it speaks of them all, so it is written anew. Locked in the order of their ids.
 */
export async function raiseMates(tx: Executor, chargeIds: string[], now: Instant): Promise<void> {
  const rows = await tx.execute<{ id: string }>(sql`
    with own as materialized (
      select id, lead_step_id from steps where charge_id = any(${textArray(chargeIds)}) and state = 'waiting'
    ), roots as materialized (
      select lead_step_id as id from own where lead_step_id is not null
      union
      select own.id from own where exists (select 1 from steps m where m.lead_step_id = own.id and m.state = 'waiting')
    ), mates as (
      select s.charge_id from roots r join steps s on s.id = r.id where s.state = 'waiting'
      union
      select s.charge_id from roots r join steps s on s.lead_step_id = r.id where s.state = 'waiting'
    ), locked as materialized (
      select c.id from charges c where c.id in (select charge_id from mates) and c.id <> all(${textArray(chargeIds)})
      order by c.id for no key update
    )
    update charges c set revision = revision + 1, updated_at = ${now} from locked where c.id = locked.id returning c.id`);
  await pushOutbox(
    tx,
    'charge',
    rows.map(({ id }) => id),
    now,
  );
}

/** The same for every open charge of these customers: a phone, a name, a permission changed. */
export async function raiseRevisionsOfCustomers(
  tx: Executor,
  { customerIds, now }: { customerIds: string[]; now: Instant },
): Promise<void> {
  if (customerIds.length === 0) return;
  const rows = await tx.execute<{ id: string }>(sql`
    select c.id from charges c where c.customer_id = any(${textArray(customerIds)}) and c.status = 'open'
    union
    select s.charge_id from steps s join charges c on c.id = s.charge_id
    where c.customer_id = any(${textArray(customerIds)}) and s.state = 'waiting'`);
  await raiseRevisions(tx, { chargeIds: rows.map((row) => row.id), start: false, now });
}

/** A Postgres text array as one bound parameter. */
export function textArray(values: string[]): ReturnType<typeof sql> {
  return sql`${`{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`}::text[]`;
}
