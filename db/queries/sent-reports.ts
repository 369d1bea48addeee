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

/**
 * What left on each day and what came of it, newest day first; texts of the tests are left out. Each day is counted by itself: of a day in
 * a zone the planner cannot know how few there are, and would sort all texts on disk. What may have left has no moment of its own, and
 * counts on the day when that was noted.
 */
export async function readSentDays(db: Executor, filter: SentFilter): Promise<SentDay[]> {
  const { from, to, timeZone } = filter;
  const counted = sql`count(*) as texts, sum(m.segments) as segments, sum(m.cost) as cost from messages m`;
  return db.execute<SentDay>(sql`
    with days as materialized (${daysOf(filter)}), counts as (
      select d.date, t.* from days d cross join lateral (
        select m.gateway_id, m.kind, m.state, ${counted}
        where m.sent_at >= d.starts and m.sent_at < d.ends and m.state in ('accepted', 'delivered', 'undelivered', 'refused', 'unknown')
          and ${ofHouse(filter)}
        group by 1, 2, 3) as t
      union all
      select (m.updated_at at time zone ${timeZone})::date as date, m.gateway_id, m.kind, m.state, ${counted}
      where m.sent_at is null and m.state in ('refused', 'unknown') and m.created_at >= ${from}::date - 4 and m.created_at < ${to}::date + 2
        and ${ofHouse(filter)}
      group by 1, 2, 3, 4
    )
    select c.date::text as date, c.gateway_id as "gatewayId", g.name as "gatewayName", c.kind, sum(c.texts)::int as sent,
      ${inState('accepted')} as accepted, ${inState('delivered')} as delivered, ${inState('undelivered')} as undelivered,
      ${inState('refused')} as refused, ${inState('unknown')} as unknown,
      coalesce(sum(c.segments) filter (where c.state <> 'refused'), 0)::int as segments,
      coalesce(sum(c.cost * 10000) filter (where c.state <> 'refused'), 0)::float8 as cost
    from counts c join gateways g on g.id = c.gateway_id
    where c.date between ${from}::date and ${to}::date
    group by 1, 2, 3, 4 order by 1 desc, 3, 4`);
}

/** From the sending to the receipt, by day and gateway, of what was delivered. */
export async function readReceiptTimes(db: Executor, filter: SentFilter): Promise<ReceiptTimes[]> {
  return db.execute<ReceiptTimes>(sql`
    with days as materialized (${daysOf(filter)})
    select d.date::text as date, t.gateway_id as "gatewayId", greatest(0, t.seconds[1]) as median, greatest(0, t.seconds[2]) as p95
    from days d cross join lateral (
      select m.gateway_id,
        percentile_cont(array[0.5, 0.95]) within group (order by extract(epoch from m.delivered_at - m.sent_at)::float8) as seconds
      from messages m
      where m.sent_at >= d.starts and m.sent_at < d.ends and m.state = 'delivered' and m.delivered_at is not null and ${ofHouse(filter)}
      group by 1) as t`);
}

/** The days that are asked for, each with its instants. */
function daysOf({ from, to, timeZone }: SentFilter): SQL {
  return sql`
    select midnight::date as date, midnight at time zone ${timeZone} as starts, (midnight + interval '1 day') at time zone ${timeZone} as ends
    from generate_series(${from}::timestamp, ${to}::timestamp, interval '1 day') as midnight`;
}

function inState(state: 'accepted' | 'delivered' | 'undelivered' | 'refused' | 'unknown'): SQL {
  return sql`coalesce(sum(c.texts) filter (where c.state = ${state}), 0)::int`;
}

function ofHouse({ units }: SentFilter): SQL {
  if (units === undefined) return sql`not m.test`;
  return sql`not m.test and exists (select 1 from customers u where u.id = m.customer_id and u.unit_id = any(${textArray([...units])}))`;
}
