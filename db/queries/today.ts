import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { messages } from '../schema/index.ts';
import { textArray } from './revisions.ts';
import { ofUnits } from './unit-of.ts';

export type TodayAsked = {
  /** The first moment of the day and the first of the next one. */
  from: Instant;
  until: Instant;
  now: Instant;
  /** The units that whoever asks is limited to. */
  units: readonly string[] | undefined;
};

/** Texts of one gateway in one hour of the day. `sent` left, whatever came of it; `failed` was refused or did not arrive. */
export type HourOfGateway = {
  gatewayId: string;
  hour: number;
  planned: number;
  sent: number;
  delivered: number;
  failed: number;
  /** Of planned and sent ones: those of campaigns. */
  campaign: number;
  /** Due by now, and not gone. */
  waiting: number;
  /** Gone within the gateway's own interval. */
  used: number;
  /** Ten-thousandths of a real. */
  cost: number;
};

/** A text is written at most so long before its day: by this the index on creation is asked. */
const writtenBefore = sql`interval '3 days'`;

/** What has left today and what waits for its hour, of a campaign also for the window of who gets it; texts of the tests and test sends are left out. */
export async function readHours(db: Executor, { from, until, now, units }: TodayAsked): Promise<HourOfGateway[]> {
  return db.execute<HourOfGateway>(sql`
    with texts as (
      select m.gateway_id, m.state, m.cost, m.campaign_id is not null as campaign, m.state in ('queued', 'sending') as waits,
        case when m.state in ('queued', 'sending') then greatest(m.not_before, p.opens_at, ${now}::timestamptz) else coalesce(m.sent_at, m.updated_at) end as at
      from messages m left join campaign_places p on p.campaign_id = m.campaign_id and p.place = m.campaign_place and m.state = 'queued'
      where m.created_at >= ${from}::timestamptz - ${writtenBefore} and not m.test and m.kind <> 'test'
        and m.state in ('queued', 'sending', 'accepted', 'delivered', 'undelivered', 'refused', 'unknown') and ${isOfUnits(units)}
    )
    select t.gateway_id as "gatewayId", ${hourOf(from, sql`t.at`)} as hour,
      count(*) filter (where t.waits)::int as planned, count(*) filter (where not t.waits)::int as sent,
      count(*) filter (where t.state = 'delivered')::int as delivered,
      count(*) filter (where t.state in ('undelivered', 'refused'))::int as failed,
      count(*) filter (where t.campaign)::int as campaign,
      count(*) filter (where t.waits and t.at = ${now}::timestamptz)::int as waiting,
      count(*) filter (where not t.waits and t.at > ${now}::timestamptz - make_interval(secs => g.interval_seconds))::int as used,
      coalesce(sum(t.cost * 10000) filter (where t.state in ('accepted', 'delivered', 'undelivered', 'unknown')), 0)::float8 as cost
    from texts t join gateways g on g.id = t.gateway_id
    where t.at >= ${from}::timestamptz and t.at < ${until}::timestamptz
    group by 1, 2 order by 2, 1`);
}

/** Charges whose next step comes today, by its hour: their texts are not written yet. */
export async function countStepsAhead(db: Executor, { from, until, now, units }: TodayAsked): Promise<{ hour: number; planned: number }[]> {
  const limited = units === undefined ? sql`true` : sql`u.unit_id = any(${textArray([...units])})`;
  return db.execute<{ hour: number; planned: number }>(sql`
    select ${hourOf(from, sql`greatest(w.step_at, ${now}::timestamptz)`)} as hour, count(*)::int as planned
    from charge_wakes w join charges c on c.id = w.charge_id join customers u on u.id = c.customer_id
    where w.step_at >= ${from}::timestamptz and w.step_at < ${until}::timestamptz and not u.test and ${limited}
    group by 1 order by 1`);
}

/** Unknown texts that wait for a person, counted up to `most`. */
export async function countUndecided(db: Executor, { units, most }: Pick<TodayAsked, 'units'> & { most: number }): Promise<number> {
  const undecided = db
    .select({ one: sql`1`.as('one') })
    .from(messages)
    .where(and(eq(messages.state, 'unknown'), isNull(messages.decision), eq(messages.test, false), ofUnits(messages.customerId, units)))
    .limit(most)
    .as('undecided');
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(undecided);
  return row?.count ?? 0;
}

function hourOf(from: Instant, at: SQL): SQL {
  return sql`floor(extract(epoch from ${at} - ${from}::timestamptz) / 3600)::int`;
}

function isOfUnits(units: readonly string[] | undefined): SQL {
  if (units === undefined) return sql`true`;
  return sql`exists (select 1 from customers u where u.id = m.customer_id and u.unit_id = any(${textArray([...units])}))`;
}
