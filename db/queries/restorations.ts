import { asc, eq, sql } from 'drizzle-orm';
import type { Instant, IsoDate } from '../../domain/instants.ts';
import type { ActionState } from '../../domain/states.ts';
import { restorationStepId } from '../../domain/step-id.ts';
import type { Executor, Sql } from '../client.ts';
import { restorations } from '../schema/index.ts';
import { pushEvents } from './events-out.ts';
import { textArray } from './revisions.ts';

/** A charge that a payment has just settled. */
export type SettledCharge = { chargeId: string; paymentId: string };

/** A settled charge by which lines had been reduced or blocked, and what else is known of them. */
type Freeing = {
  id: string;
  customerId: string;
  dueDate: IsoDate;
  /** 12 where the line was blocked, 11 where it was only reduced. */
  number: number;
  accessIds: string[] | null;
  /** Lines of the customer; none where the billing system does not name them. */
  lines: string[];
  /** What keeps lines blocked: other open charges of the customer whose own step has happened. Null: all lines. */
  kept: (string[] | null)[];
};

/** Reduction or block of charge `c`, for the due date it has now: by our step, its request, or the network system's report. */
const inEffect = sql`
  select max(number) from (
    select case s.event when 'total_block' then 12 else 11 end as number from steps s
    where s.charge_id = c.id and s.due_date = c.due_date and s.event in ('speed_reduction', 'total_block')
      and (s.action_state = 'done' or s.state = 'sent' or (s.state = 'skipped' and s.reason = 'line-already'))
    union all
    select m.number from milestones m where m.charge_id = c.id and m.due_date = c.due_date and m.number in (11, 12)
  ) as happened`;
/** A line that was cancelled is not given back by a payment: that is for a person to decide. */
const cancelled = sql`
  exists (select 1 from steps s where s.charge_id = c.id and s.due_date = c.due_date and s.event = 'cancellation'
    and (s.action_state = 'done' or s.state = 'sent' or (s.state = 'skipped' and s.reason = 'line-already')))
  or exists (select 1 from milestones m where m.charge_id = c.id and m.due_date = c.due_date and m.number = 13)`;

/**
 * Asks the network system to give lines back, once per charge, due date and payment: those that a settled charge had reduced or blocked
 * and that no other open charge keeps so. The caller holds the customers' locks, so that of two payments at once the second sees the
 * first. Nobody is asked where the house neither blocks by request or report nor has a webhook for it.
 */
export async function requestRestorations(tx: Executor, settled: readonly SettledCharge[], now: Instant): Promise<void> {
  if (settled.length === 0) return;
  const payments = new Map(settled.map(({ chargeId, paymentId }) => [chargeId, paymentId]));
  const rows = (await readFreeing(tx, [...payments.keys()])).flatMap((charge) => {
    const accessIds = freedLines(charge);
    return accessIds === 'none' ? [] : [{ ...charge, accessIds, paymentId: payments.get(charge.id) ?? '' }];
  });
  if (rows.length === 0) return;
  const written = await tx.execute<{ id: number; charge_id: string }>(sql`
    insert into restorations (charge_id, due_date, payment_id, access_ids, state, requested_at)
    select r.id, r."dueDate", r."paymentId", r."accessIds", 'requested', ${now}
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as r (id text, "dueDate" date, "paymentId" text, "accessIds" jsonb)
    on conflict do nothing
    returning id::float8 as id, charge_id`);
  const known = new Map(rows.map((row) => [row.id, row]));
  await pushEvents(
    tx,
    written.flatMap(({ id, charge_id: chargeId }) => {
      const row = known.get(chargeId);
      if (row === undefined) return [];
      const { customerId, accessIds, number, paymentId } = row;
      const data = { stepId: restorationStepId({ chargeId, id }), chargeId, customerId, accessIds, number, paymentId, requestedAt: now };
      return [{ type: 'charge.restore' as const, data }];
    }),
    now,
  );
}

async function readFreeing(tx: Executor, chargeIds: string[]): Promise<Freeing[]> {
  return tx.execute<Freeing>(sql`
    with settled as materialized (
      select c.id, c.customer_id, c.due_date, c.access_ids, (${inEffect}) as number from charges c
      where c.id = any(${textArray(chargeIds)}) and c.status = 'paid' and not (${cancelled})
        and (
          exists (select 1 from steps s where s.charge_id = c.id and s.action_state = 'done')
          or exists (select 1 from milestones m where m.charge_id = c.id)
          or exists (select 1 from webhooks w where w.enabled and w.events ?| array['charge.restore', 'charge.*']))
    )
    select f.id, f.customer_id as "customerId", f.due_date::text as "dueDate", f.number, f.access_ids as "accessIds",
      coalesce((select json_agg(a.id order by a.id) from accesses a where a.customer_id = f.customer_id), '[]') as lines,
      coalesce((
        select json_agg(c.access_ids) from charges c
        where c.customer_id = f.customer_id and c.status = 'open' and c.replaced_by is null and (${inEffect}) is not null), '[]') as kept
    from settled f where f.number is not null order by f.id`);
}

/** The lines to give back; null for all of a customer whose lines are not named. */
function freedLines({ accessIds, lines, kept }: Freeing): string[] | null | 'none' {
  if (kept.includes(null)) return 'none';
  const stay = new Set(kept.flat());
  const own = accessIds ?? lines;
  if (stay.size === 0) return own.length > 0 ? own : null;
  // Of a customer whose lines are not named nobody can tell which are kept.
  const freed = own.filter((line) => !stay.has(line));
  return freed.length === 0 ? 'none' : freed;
}

/** Requests that nobody answered in time: a person is told. Gives their numbers. */
export async function expireRestorations(sqlClient: Sql, now: Instant): Promise<number[]> {
  const rows = await sqlClient<{ id: number }[]>`
    with expired as (
      update restorations set state = 'expired'
      where state = 'requested' and requested_at < ${now}::timestamptz - make_interval(hours => (select action_hours from settings))
      returning id, charge_id
    ), told as (
      insert into alerts (key, kind, subject, detail, raised_at)
      select 'restoration:' || id, 'restoration-expired', charge_id, jsonb_build_object('restoration', id), ${now}::timestamptz from expired
      on conflict (key) where cleared_at is null do nothing
    )
    select id::float8 as id from expired`;
  return rows.map(({ id }) => id);
}

/** A request to give lines back, and what came of it. `accessIds` null: all lines of the customer. */
export type Restoration = {
  id: number;
  paymentId: string;
  accessIds: string[] | null;
  state: ActionState;
  reason: string | null;
  requestedAt: Instant;
  answeredAt: Instant | null;
};

/** What was asked of the network system after the payments of a charge, oldest first. */
export async function readRestorations(db: Executor, chargeId: string): Promise<Restoration[]> {
  const rows = await db.select().from(restorations).where(eq(restorations.chargeId, chargeId)).orderBy(asc(restorations.id));
  return rows.map(({ chargeId: _charge, dueDate: _due, ...restoration }) => restoration);
}
