import type postgres from 'postgres';
import type { Instant } from '../../domain/instants.ts';
import type { Sql } from '../client.ts';

/** Part of a statement. */
type Fragment = postgres.PendingQuery<postgres.Row[]>;
type Claiming = { gatewayId: string; now: Instant; nowUs: number };

/** A campaign's own slots are reserved this far ahead, as the gateway's are. */
const aheadUs = 100_000;

/**
 * Parts of the claim: `campaigns_open`, the campaigns that may send over this gateway now and have something to send, locked against a
 * pause in between, the best priority alone; and how many each may send by its own rate. Goes before the parts that pick messages.
 */
export function openCampaigns(sql: Sql, { gatewayId, now, nowUs }: Claiming) {
  return sql`
    campaigns_running as materialized (
      select c.id, c.kind, c.rate_per_second, c.day_bound, coalesce(c.send_through, 9223372036854775807) as through,
        (select array_agg(p.place) from campaign_places p where p.campaign_id = c.id and p.opens_at <= ${now} and p.closes_at > ${now}
          and coalesce(p.gateway_id, c.gateway_id) = ${gatewayId}) as places
      from campaigns c
      where (c.gateway_id = ${gatewayId} or (c.routed and exists (
          select 1 from campaign_places p where p.campaign_id = c.id and p.gateway_id = ${gatewayId})))
        and c.state in ('canary', 'running') and (select gate from gate) in ('open', 'probe')
      for share of c skip locked
    ), campaign_slots as materialized (
      select p.campaign_id, p.next_slot_us from campaign_pacing p
      where p.campaign_id in (select id from campaigns_running where rate_per_second is not null) order by p.campaign_id for update
    ), campaigns_able as materialized (
      select r.*, case when r.rate_per_second is null then null else greatest(0, floor((${nowUs}::float8 + ${aheadUs}
        - greatest(coalesce(s.next_slot_us, 0), ${nowUs}::float8)) * r.rate_per_second / 1000000)::bigint + 1) end as most
      from campaigns_running r left join campaign_slots s on s.campaign_id = r.id
      where (
        select m.id from messages m where m.campaign_id = r.id and m.campaign_place = any(r.places) and m.state = 'queued' and m.id <= r.through
          and m.not_before <= ${now} order by m.campaign_place, m.id limit 1) is not null
    ), campaigns_open as materialized (
      select *, count(*) over () as open, row_number() over (order by md5(id || ${now}::text)) as turn from campaigns_able
      where most is distinct from 0 and (kind = 'birthday' or not exists (select 1 from campaigns_able b where b.kind = 'birthday' and b.most is distinct from 0))
    )`;
}

/** The part that picks messages of those campaigns, `room` at most, shared evenly. */
export function campaignMessages(sql: Sql, { candidate, room, now }: { candidate: Fragment; room: Fragment; now: Instant }) {
  return sql`
    select mine.* from campaigns_open o cross join lateral (
      select ${candidate} from messages m
      where m.campaign_id = o.id and m.campaign_place = any(o.places) and m.state = 'queued' and m.id <= o.through and m.not_before <= ${now}
      order by m.campaign_place, m.id
      limit greatest(0, least(o.most, (${room}) / o.open + case when o.turn <= (${room}) % o.open then 1 else 0 end))
      for update skip locked) mine`;
}

/**
 * Why a campaign's message `p` may not leave, given its charge `c` as it is now; null when nothing speaks against it. Whoever was changed
 * since the audience was frozen is looked at again.
 */
export function campaignVerdict(sql: Sql) {
  return sql`case
    when p.charge_id is not null and c.id is null then 'busy'
    when c.status is distinct from p.charge_status and c.status <> 'open' then c.status
    when c.status is distinct from p.charge_status then 'changed'
    when p.customer_id is not null then (
      select case
        when u.updated_at <= p.created_at then null
        when u.contact = 'deceased' then 'deceased'
        when p.marketing and u.contact = 'no-marketing' then 'no-permission'
        when not exists (
          select 1 from customer_phones ph where ph.customer_id = u.id and ph.number = p.address and (ph.marketing or (ph.billing and not p.marketing)))
          then 'no-permission' end
      from customers u where u.id = p.customer_id)
    end`;
}

/** Whether the text of a campaign's message `p` has to be written anew: what it speaks of, its day or its gateway has changed. */
export function isOutdated(sql: Sql, { gatewayId, now }: Pick<Claiming, 'gatewayId' | 'now'>) {
  return sql`(p.campaign_id is not null and (p.gateway_id <> ${gatewayId} or c.revision <> p.charge_revision
    or exists (
      select 1 from customers u join units i on i.id = u.unit_id where u.id = p.customer_id and greatest(u.updated_at, i.updated_at) > p.created_at)
    or exists (
      select 1 from campaigns_open o join campaign_places h on h.campaign_id = o.id
      where o.id = p.campaign_id and o.day_bound and h.place = p.campaign_place
        and (p.created_at at time zone h.time_zone)::date <> (${now}::timestamptz at time zone h.time_zone)::date)))`;
}

/** Whether a message `m` that may have gone before may go again: one of a campaign that was stopped may not. */
export function isWanted(sql: Sql) {
  return sql`(m.campaign_id is null or exists (
    select 1 from campaigns c where c.id = m.campaign_id and c.state in ('canary', 'running', 'finishing', 'finished')))`;
}

/** The part that moves the slots of campaigns with a rate of their own by what they were given. */
export function movedCampaignSlots(sql: Sql, { nowUs }: Pick<Claiming, 'nowUs'>) {
  return sql`
    insert into campaign_pacing as p (campaign_id, next_slot_us)
    select o.id, (${nowUs}::float8 + 1000000 / o.rate_per_second * count(*))::bigint
    from campaigns_open o join sending s on s.campaign_id = o.id where o.rate_per_second is not null
    group by o.id, o.rate_per_second order by o.id
    on conflict (campaign_id) do update set next_slot_us = (greatest(p.next_slot_us, ${nowUs}::float8) + (excluded.next_slot_us - ${nowUs}::float8))::bigint`;
}
