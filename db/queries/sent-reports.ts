import { type SQL, sql } from 'drizzle-orm';
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

/** How long the phones of one day and gateway took to confirm, in seconds. */
export type ReceiptTimes = { date: IsoDate; gatewayId: string; median: number; p95: number };

/** What left on each day and what came of it, newest day first; texts of the tests are left out. */
export async function readSentDays(db: Executor, filter: SentFilter): Promise<SentDay[]> {
  const { from, to, timeZone } = filter;
  return db.execute<SentDay>(sql`
    with texts as (
      select m.gateway_id, m.kind, m.state, m.segments, m.cost, (coalesce(m.sent_at, m.updated_at) at time zone ${timeZone})::date as date
      from messages m
      where ${leftWithin(filter)} and m.state in ('accepted', 'delivered', 'undelivered', 'refused', 'unknown')
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

/** From the sending to the receipt, by day and gateway, of what was delivered. */
export async function readReceiptTimes(db: Executor, filter: SentFilter): Promise<ReceiptTimes[]> {
  const { from, to, timeZone } = filter;
  return db.execute<ReceiptTimes>(sql`
    with texts as (
      select m.gateway_id, (m.sent_at at time zone ${timeZone})::date as date, extract(epoch from m.delivered_at - m.sent_at) as seconds
      from messages m where ${leftWithin(filter)} and m.state = 'delivered' and m.delivered_at is not null and m.sent_at is not null
    )
    select t.date::text as date, t.gateway_id as "gatewayId",
      greatest(0, percentile_cont(0.5) within group (order by t.seconds))::float8 as median,
      greatest(0, percentile_cont(0.95) within group (order by t.seconds))::float8 as p95
    from texts t where t.date between ${from}::date and ${to}::date group by 1, 2`);
}

/** Texts that left on these days or nearly so, by the indexes on sending and creation. One that may have left has no moment of its own. */
function leftWithin({ from, to, units }: SentFilter): SQL {
  const ofUnits =
    units === undefined
      ? sql`true`
      : sql`exists (select 1 from customers u where u.id = m.customer_id and u.unit_id = any(${textArray([...units])}))`;
  const [first, last] = [sql`${from}::date - 1`, sql`${to}::date + 2`];
  return sql`((m.sent_at >= ${first} and m.sent_at < ${last})
      or (m.sent_at is null and m.state in ('refused', 'unknown') and m.created_at >= ${from}::date - 4 and m.created_at < ${last}))
    and not m.test and ${ofUnits}`;
}
