import { type SQL, sql } from 'drizzle-orm';
import { type Instant, type IsoDate, instantOf } from '../../domain/instants.ts';
import type { StepEvent } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

/** `missed`: its time went by without its text. `unreachable`: nobody could be reached by it. */
export type UnsentKind = 'missed' | 'unreachable';

export type UnsentFilter = {
  kind: UnsentKind;
  /** Local dates of the customers on which the texts were to go, both included. */
  from: IsoDate;
  to: IsoDate;
  /** Only customers of these units. */
  units: readonly string[] | undefined;
};

export type UnsentStep = {
  id: number;
  chargeId: string;
  customerId: string;
  customerName: string;
  unitId: string;
  timeZone: string;
  rule: number;
  event: StepEvent;
  dueDate: IsoDate;
  plannedFor: Instant;
  reason: string;
};

export type UnsentMark = { plannedFor: Instant; id: number };

/** Steps whose text nobody got, the newest first; customers of the tests are left out. Each kind has an index of its own. */
export async function listUnsentSteps(
  db: Executor,
  filter: UnsentFilter,
  { after, limit }: { after: UnsentMark | null; limit: number },
): Promise<UnsentStep[]> {
  const start = after === null ? sql`true` : sql`(s.planned_for, s.id) < (${after.plannedFor}::timestamptz, ${after.id}::bigint)`;
  const rows = await db.execute<Omit<UnsentStep, 'plannedFor'> & { plannedMs: number }>(sql`
    select s.id::float8 as id, s.charge_id as "chargeId", u.id as "customerId", u.name as "customerName", u.unit_id as "unitId",
      coalesce(u.time_zone, n.time_zone) as "timeZone", s.rule, s.event, s.due_date::text as "dueDate", s.reason,
      (extract(epoch from s.planned_for) * 1000)::float8 as "plannedMs"
    ${stepsOf(filter)} and ${start}
    order by s.planned_for desc, s.id desc limit ${limit}`);
  return rows.map(({ plannedMs, ...row }) => ({ ...row, plannedFor: instantOf(plannedMs) }));
}

/** How many of them there are, by reason. */
export async function countUnsentSteps(db: Executor, filter: UnsentFilter): Promise<Record<string, number>> {
  const rows = await db.execute<{ reason: string; count: number }>(sql`
    select coalesce(s.reason, '') as reason, count(*)::int as count ${stepsOf(filter)} group by 1 order by 1`);
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
}

function stepsOf({ kind, from, to, units }: UnsentFilter): SQL {
  const local = sql`(s.planned_for at time zone coalesce(u.time_zone, n.time_zone))::date`;
  const ofUnits = units === undefined ? sql`true` : sql`u.unit_id = any(${textArray([...units])})`;
  // The outer bounds are what the index is asked for: no zone is farther from UTC than a day.
  return sql`
    from steps s join charges c on c.id = s.charge_id join customers u on u.id = c.customer_id join units n on n.id = u.unit_id
    where ${isUnsent[kind]} and s.planned_for >= ${from}::date - 1 and s.planned_for < ${to}::date + 2
      and ${local} between ${from} and ${to} and not u.test and ${ofUnits}`;
}

const isUnsent: Record<UnsentKind, SQL> = {
  missed: sql`s.state = 'skipped' and s.reason in ('late', 'merged', 'window-closed')`,
  unreachable: sql`s.state = 'unreachable'`,
};
