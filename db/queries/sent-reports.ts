import { sql } from 'drizzle-orm';
import type { IsoDate } from '../../domain/instants.ts';
import type { MessageKind } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

export type SentFilter = {
  /** Days by the clocks of `timeZone`, both included. */
  from: IsoDate;
  to: IsoDate;
  timeZone: string;
  units: readonly string[] | undefined;
};

/** What left on one day, through one gateway, of one kind. `accepted` has had no word from the phone yet. */
export type SentDay = {
  date: IsoDate;
  gatewayId: string;
  gatewayName: string;
  kind: MessageKind;
  sent: number;
  accepted: number;
  delivered: number;
  undelivered: number;
  refused: number;
  unknown: number;
  segments: number;
  /** Ten-thousandths of a real; what was refused costs nothing. */
  cost: number;
};

/** What left on each day and what came of it, newest day first; texts of the tests are left out. The index on creation bounds it. */
export async function readSentDays(db: Executor, { from, to, timeZone, units }: SentFilter): Promise<SentDay[]> {
  const limited =
    units === undefined
      ? sql`true`
      : sql`exists (select 1 from customers u where u.id = m.customer_id and u.unit_id = any(${textArray([...units])}))`;
  return db.execute<SentDay>(sql`
    with texts as (
      select m.gateway_id, m.kind, m.state, m.segments, m.cost, (coalesce(m.sent_at, m.updated_at) at time zone ${timeZone})::date as date
      from messages m
      where m.created_at >= ${from}::date - 4 and m.created_at < ${to}::date + 2 and not m.test
        and m.state in ('accepted', 'delivered', 'undelivered', 'refused', 'unknown') and ${limited}
    )
    select t.date::text as date, t.gateway_id as "gatewayId", g.name as "gatewayName", t.kind, count(*)::int as sent,
      count(*) filter (where t.state = 'accepted')::int as accepted, count(*) filter (where t.state = 'delivered')::int as delivered,
      count(*) filter (where t.state = 'undelivered')::int as undelivered, count(*) filter (where t.state = 'refused')::int as refused,
      count(*) filter (where t.state = 'unknown')::int as unknown,
      coalesce(sum(t.segments) filter (where t.state <> 'refused'), 0)::int as segments,
      coalesce(sum(t.cost * 10000) filter (where t.state <> 'refused'), 0)::float8 as cost
    from texts t join gateways g on g.id = t.gateway_id
    where t.date between ${from}::date and ${to}::date
    group by 1, 2, 3, 4 order by 1 desc, 3, 4`);
}
