import { sql } from 'drizzle-orm';
import type { IsoDate } from '../../domain/instants.ts';
import type { StepEvent } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

export type RecoveryFilter = {
  /** Days of payment, both included. */
  from: IsoDate;
  to: IsoDate;
  /** A payment counts for the last text of its charge that left within so many days before it. */
  withinDays: number;
  units: readonly string[] | undefined;
};

/** Money that came in after one step; without a rule: no text had left shortly before. */
export type Recovered = {
  rule: number | null;
  event: StepEvent | null;
  /** Days from the due date at which this step usually went; negative is before. */
  days: number | null;
  payments: number;
  charges: number;
  paidCents: number;
};

/**
 * Payments by the last text before them, the most money first; reversed ones and customers of the tests are left out. A payment that
 * only its day is known of came at the end of that day, or when we learned of it.
 */
export async function readRecovery(db: Executor, { from, to, withinDays, units }: RecoveryFilter): Promise<Recovered[]> {
  const limited = units === undefined ? sql`true` : sql`u.unit_id = any(${textArray([...units])})`;
  return db.execute<Recovered>(sql`
    with paid as (
      select p.charge_id, p.paid_amount_cents, coalesce(u.time_zone, n.time_zone) as zone,
        coalesce(p.paid_at, least(p.learned_at, (p.paid_on + 1)::timestamp at time zone coalesce(u.time_zone, n.time_zone))) as at
      from payments p join charges c on c.id = p.charge_id join customers u on u.id = c.customer_id join units n on n.id = u.unit_id
      where p.paid_on between ${from}::date and ${to}::date and p.reversed_at is null and not u.test and ${limited}
    )
    select s.rule, s.event, mode() within group (order by s.days)::int as days,
      count(*)::int as payments, count(distinct p.charge_id)::int as charges, sum(p.paid_amount_cents)::float8 as "paidCents"
    from paid p left join lateral (
      select t.rule, t.event, (t.planned_for at time zone p.zone)::date - t.due_date as days
      from steps t
      where t.charge_id = p.charge_id and t.state = 'sent' and t.event <> 'paid'
        and t.done_at <= p.at and t.done_at > p.at - make_interval(days => ${withinDays}::int)
      order by t.done_at desc, t.id desc limit 1) as s on true
    group by 1, 2 order by 6 desc, 1`);
}
