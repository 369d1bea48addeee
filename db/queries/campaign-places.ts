import { sql } from 'drizzle-orm';
import type { OpenHours, Residence } from '../../domain/campaign-windows.ts';
import { type Instant, instantOf } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

/** `gatewayId` null: by the campaign's own. */
export type CampaignPlace = Residence & OpenHours & { place: number; gatewayId: string | null };
export type WaitingPlace = CampaignPlace & { waitsFrom: Instant | null };

/** The places of a campaign's recipients. */
export async function readPlaces(db: Executor, campaignId: string): Promise<CampaignPlace[]> {
  const rows = await db.execute<{ places: string }>(sql`
    select coalesce(json_agg(${placeSql} order by p.place), '[]')::text as places from campaign_places p where p.campaign_id = ${campaignId}`);
  return JSON.parse(rows[0]?.places ?? '[]', withInstants);
}

/** The same with when the first text that may leave there is due: those up to `through`, where that is given. */
export async function readWaitingPlaces(
  db: Executor,
  { campaignId, through, now }: { campaignId: string; through: number | null; now: Instant },
): Promise<WaitingPlace[]> {
  const queued = sql`select 1 from messages m where m.campaign_id = p.campaign_id and m.campaign_place = p.place and m.state = 'queued'
    and m.id <= ${through ?? Number.MAX_SAFE_INTEGER}`;
  const rows = await db.execute<{ places: string }>(sql`
    select coalesce(json_agg(${placeSql} || jsonb_build_object('waitsFrom', case when exists (${queued} and m.not_before <= ${now})
        then ${now}::timestamptz
        else (select min(m.not_before) from messages m where m.campaign_id = p.campaign_id and m.campaign_place = p.place and m.state = 'queued'
          and m.id <= ${through ?? Number.MAX_SAFE_INTEGER}) end) order by p.place), '[]')::text as places
    from campaign_places p where p.campaign_id = ${campaignId}`);
  return JSON.parse(rows[0]?.places ?? '[]', withInstants);
}

const placeSql = sql`jsonb_build_object('place', p.place, 'unitId', p.unit_id, 'state', p.state, 'city', p.city, 'timeZone', p.time_zone,
  'gatewayId', p.gateway_id, 'opensAt', p.opens_at, 'closesAt', p.closes_at)`;

const instants = new Set(['opensAt', 'closesAt', 'waitsFrom']);

function withInstants(key: string, value: unknown): unknown {
  return instants.has(key) && typeof value === 'string' ? new Date(value).toISOString() : value;
}

/** Where those live who still wait, and when the next window opens, where everybody is outside of theirs. */
export type Waiting = { waiting: Residence[]; opensAt: Instant | null };

/** The same of each of some campaigns; one in which nobody waits is not among them. */
export async function readWaiting(db: Executor, campaignIds: string[], now: Instant): Promise<Map<string, Waiting>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await db.execute<{ id: string; waiting: Residence[]; opensMs: number | null }>(sql`
    select p.campaign_id as id,
      jsonb_agg(distinct jsonb_build_object('unitId', p.unit_id, 'state', p.state, 'city', p.city, 'timeZone', p.time_zone)) as waiting,
      case when bool_and(coalesce(p.opens_at > ${now}, true)) then (extract(epoch from min(p.opens_at)) * 1000)::float8 end as "opensMs"
    from campaign_places p
    where p.campaign_id = any(${textArray(campaignIds)}) and exists (
      select 1 from messages m where m.campaign_id = p.campaign_id and m.campaign_place = p.place and m.state = 'queued')
    group by 1`);
  return new Map(rows.map(({ id, waiting, opensMs }) => [id, { waiting, opensAt: opensMs === null ? null : instantOf(opensMs) }]));
}

/** Notes new places, and new hours of those that are known. */
export async function savePlaces(db: Executor, campaignId: string, places: CampaignPlace[]): Promise<void> {
  if (places.length === 0) return;
  await db.execute(sql`
    insert into campaign_places (campaign_id, place, unit_id, state, city, time_zone, gateway_id, opens_at, closes_at)
    select ${campaignId}, p.place, p."unitId", p.state, p.city, p."timeZone", p."gatewayId", p."opensAt", p."closesAt"
    from json_to_recordset(${JSON.stringify(places)}::text::json) as p (place smallint, "unitId" text, state text, city text, "timeZone" text, "gatewayId" text,
      "opensAt" timestamptz, "closesAt" timestamptz)
    on conflict (campaign_id, place) do update set opens_at = excluded.opens_at, closes_at = excluded.closes_at`);
}

/** From now on all places of a campaign go by its own gateway. */
export async function unroutePlaces(tx: Executor, campaignId: string): Promise<void> {
  await tx.execute(sql`update campaign_places set gateway_id = null where campaign_id = ${campaignId} and gateway_id is not null`);
}
