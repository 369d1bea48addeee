import { getTableColumns, sql } from 'drizzle-orm';
import type { CampaignFacts } from '../../domain/campaign-course.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Db, Executor } from '../client.ts';
import { campaigns } from '../schema/index.ts';
import { readWaitingPlaces, type WaitingPlace } from './campaign-places.ts';
import { readCounts } from './campaigns.ts';

export type SendingFacts = Omit<CampaignFacts, 'places'> & { places: WaitingPlace[] };

const { frozenPages: _pages, frozenThrough: _through, ...shown } = getTableColumns(campaigns);

/** Everything that decides what a campaign does next; null when it is gone. */
export async function readSendingFacts(db: Executor, campaignId: string, now: Instant): Promise<SendingFacts | null> {
  const [campaign] = await db.select(shown).from(campaigns).where(sql`id = ${campaignId}`);
  if (campaign === undefined) return null;
  const [counts, gateways, places, first] = await Promise.all([
    readCounts(db, [campaignId]),
    readGateways(db, campaign, now),
    readWaitingPlaces(db, { campaignId, through: campaign.sendThrough || null, now }),
    campaign.sendThrough === null ? null : readFirst(db, campaignId, campaign.sendThrough),
  ]);
  const counted = counts.get(campaignId);
  if (counted === undefined) throw new Error('Counts were not read.');
  const own = gateways.find(({ id }) => id === campaign.gatewayId);
  const gateway = own ?? { open: false, stoppedReason: null, perSecond: null };
  // A route may have come back to the campaign's own gateway, by its own order or because that one took over.
  const apart = places.map((place) => ({ ...place, gatewayId: place.gatewayId === campaign.gatewayId ? null : place.gatewayId }));
  return { campaign, counts: counted.counts, gateway, others: gateways.filter((one) => one !== own), places: apart, first };
}

/** The gateway of a campaign, and those by which recipients with a route go. */
async function readGateways(
  db: Executor,
  { id, gatewayId, routed }: Pick<SendingFacts['campaign'], 'id' | 'gatewayId' | 'routed'>,
  now: Instant,
): Promise<CampaignFacts['others']> {
  const ofPlaces = routed ? sql`or g.id in (select gateway_id from campaign_places where campaign_id = ${id})` : sql``;
  return db.execute<CampaignFacts['others'][number]>(sql`
    select g.id, g.enabled and not g.paused and s.service = 'on' and s.paused_at is null
        and (b.state is distinct from 'open' or b.probe_at <= ${now}) as open,
      g.stopped_reason as "stoppedReason", g.quantity::float8 / g.interval_seconds as "perSecond"
    from gateways g cross join settings s left join gateway_breakers b on b.gateway_id = g.id where g.id = ${gatewayId} ${ofPlaces}
    order by g.id`);
}

async function readFirst(db: Executor, campaignId: string, through: number): Promise<CampaignFacts['first']> {
  const [row] = await db.execute<NonNullable<CampaignFacts['first']>>(sql`
    select count(*) filter (where state in ('queued', 'sending'))::int as open,
      count(*) filter (where state in ('accepted', 'delivered', 'undelivered', 'refused', 'unknown'))::int as settled,
      count(*) filter (where state in ('refused', 'unknown'))::int as errors,
      count(*) filter (where state = 'delivered')::int as delivered
    from messages where campaign_id = ${campaignId} and id <= ${through} and not superseded`);
  return row ?? null;
}

/** Lets the first few of the messages that may leave now go, and no more yet. Nothing changes where more may leave already. */
export async function releaseFirst(
  db: Executor,
  { campaignId, places, count }: { campaignId: string; places: number[]; count: number },
): Promise<void> {
  await db.execute(sql`
    update campaigns set send_through = (
      select max(id) from (
        select id from messages
        where campaign_id = ${campaignId} and state = 'queued' and campaign_place = any(${`{${places.join(',')}}`}::smallint[])
        order by campaign_place, id limit ${count}) as first)
    where id = ${campaignId} and state = 'running' and send_through = 0`);
}

/** The first few fared well: the rest may leave. */
export async function releaseAll(db: Executor, campaignId: string): Promise<void> {
  await db.execute(
    sql`update campaigns set send_through = null where id = ${campaignId} and state = 'running' and send_through is not null`,
  );
}

/** Cancels up to `limit` of a cancelled campaign's messages that are still queued; gives how many. */
export async function cancelQueued(
  db: Executor,
  { campaignId, limit, now }: { campaignId: string; limit: number; now: Instant },
): Promise<number> {
  const rows = await db.execute(sql`
    with changed as (
      update messages set state = 'cancelled', reason = 'campaign-cancelled', updated_at = ${now}
      where id in (
        select id from messages where campaign_id = ${campaignId} and state = 'queued' order by campaign_place, id limit ${limit}
        for update skip locked)
      returning id
    )
    insert into message_events (message_id, at, state, detail)
    select id, ${now}::timestamptz, 'cancelled', '{"reason":"campaign-cancelled"}'::jsonb from changed returning message_id`);
  return rows.length;
}

export type Progress = { notedAt: Instant; settled: number; judgedFrom: number; errorsBefore: number };

/** How far a campaign was when it was last noted; null before that. */
export async function readProgress(db: Executor, campaignId: string): Promise<Progress | null> {
  const [row] = await db.execute<{ progress: string }>(sql`
    select json_build_object('notedAt', noted_at, 'settled', settled, 'judgedFrom', judged_from, 'errorsBefore', errors_before)::text as progress
    from campaign_progress where campaign_id = ${campaignId}`);
  if (row === undefined) return null;
  const progress: Progress = JSON.parse(row.progress);
  return { ...progress, notedAt: new Date(progress.notedAt).toISOString() };
}

/** Notes how far a campaign is, where nobody else noted it meanwhile. */
export async function noteProgress(
  db: Executor,
  campaignId: string,
  { before, after, perSecond }: { before: Progress | null; after: Progress; perSecond: number },
): Promise<void> {
  const { notedAt, settled, judgedFrom, errorsBefore } = after;
  await db.execute(sql`
    insert into campaign_progress (campaign_id, noted_at, settled, per_second, judged_from, errors_before)
    values (${campaignId}, ${notedAt}, ${settled}, ${perSecond}, ${judgedFrom}, ${errorsBefore})
    on conflict (campaign_id) do update set noted_at = excluded.noted_at, settled = excluded.settled, per_second = excluded.per_second,
      judged_from = excluded.judged_from, errors_before = excluded.errors_before
    where campaign_progress.noted_at <= ${before?.notedAt ?? notedAt}`);
}

/** Errors until now are forgiven: a person has looked. */
export async function forgiveErrors(
  tx: Executor,
  { campaignId, settled, errors, now }: { campaignId: string; settled: number; errors: number; now: Instant },
): Promise<void> {
  await tx.execute(sql`
    insert into campaign_progress (campaign_id, noted_at, settled, per_second, judged_from, errors_before)
    values (${campaignId}, ${now}, ${settled}, 0, ${settled}, ${errors})
    on conflict (campaign_id) do update set noted_at = excluded.noted_at, settled = excluded.settled, per_second = 0,
      judged_from = excluded.judged_from, errors_before = excluded.errors_before`);
}

/**
 * Compares the counters of a campaign with its messages, puts right what differs, and gives by how many messages they differed. Called
 * when nothing is on its way any more.
 */
export async function checkCounts(db: Db, campaignId: string): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx.execute<{ difference: number }>(sql`
      with rows as (
        select state, count(*) as messages, sum(cost) as cost from messages where campaign_id = ${campaignId} and not superseded group by state
      ), counted as (
        select state, sum(messages) as messages, sum(cost) as cost from campaign_counts where campaign_id = ${campaignId} group by state
      )
      select abs(coalesce(r.messages, 0) - coalesce(c.messages, 0))::float8 as difference
      from rows r full join counted c on c.state = r.state where coalesce(r.messages, 0) <> coalesce(c.messages, 0)`);
    if (rows.length === 0) return 0;
    await tx.execute(sql`delete from campaign_counts where campaign_id = ${campaignId}`);
    await tx.execute(sql`
      insert into campaign_counts (campaign_id, lane, state, messages, cost)
      select ${campaignId}, 0, state, count(*), sum(cost) from messages where campaign_id = ${campaignId} and not superseded group by state`);
    return rows.reduce((sum, { difference }) => sum + difference, 0);
  });
}
