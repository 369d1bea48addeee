import { erasedAddress } from '../../domain/erased.ts';
import { epochMs, type Instant } from '../../domain/instants.ts';
import type { Sql } from '../client.ts';
import { campaignMessages, campaignVerdict, isOutdated, isWanted, movedCampaignSlots, openCampaigns } from './claim-campaigns.ts';

export type ClaimInput = {
  gatewayId: string;
  /** The gateway's revision that the sender's connection was made from. */
  gatewayRevision: number;
  processId: string;
  limit: number;
  now: Instant;
  leaseUntil: Instant;
  /** Null: no limit of rate. `nowUs` is `now` with microseconds. */
  pace: { nowUs: number; spacingUs: number; aheadUs: number } | null;
};

/**
 * What a connection that claims is set to. Statistics lag behind a campaign that was frozen a moment ago: without sorts the planner
 * takes the index that has the next rows in front, and not one that reads all those that have left. One plan serves all claims.
 */
export const claimSession = { enable_sort: 'off', plan_cache_mode: 'force_generic_plan' };

/** How long a text that tries whether the provider is back may take, before another sets out. */
const probeWithinSeconds = 60;

export type ClaimedMessage = {
  id: number;
  address: string;
  text: string;
  subject: string | null;
  retries: number;
  notBefore: Instant;
  sendUntil: Instant;
  /** When to call, microseconds since 1970; null without a limit. */
  slotUs: number | null;
  /** Of a campaign: what it speaks of has changed, so that its text is written anew before the call. */
  outdated: boolean;
};

export type ClaimResult = {
  /**
   * `closed`: paused, stopped, disabled, down, its budget spent, or the service is off. `probe`: down, and what was claimed tries whether
   * it is back. `stale`: the gateway was changed, connect anew.
   */
  gate: 'open' | 'probe' | 'closed' | 'stale' | 'busy';
  claimed: ClaimedMessage[];
  /** Rows looked at, also those suppressed or left: 0 means that nothing is due. */
  seen: number;
  /** The gateway's next free slot, microseconds since 1970. */
  nextSlotUs: number | null;
};

type Row = {
  gate: string | null;
  seen: number;
  next_slot_us: number | null;
  id: number | null;
  address: string;
  text: string;
  subject: string | null;
  retries: number;
  not_before: string;
  send_until: string;
  outdated: boolean;
  place: number;
};

/**
 * Takes up to `limit` due messages of a gateway for the wire, best priority first, and their slots; before them unknown ones that the
 * provider would know again. Everything that may stop a message (payment, removal, edit, opt-out, pause, window, budget) is checked in this one statement on locked rows, so nothing slips in between check
 * and call. What a charge no longer wants is suppressed on the way; what somebody else holds locked is left for the next claim.
 */
export async function claimMessages(sql: Sql, input: ClaimInput): Promise<ClaimResult> {
  const { gatewayId, gatewayRevision, processId, limit, now, leaseUntil, pace } = input;
  const campaigns = { gatewayId, now, nowUs: pace?.nowUs ?? epochMs(now) * 1000 };
  const room = sql`greatest(0, (select n from allowance) - (select count(*) from again) - (select count(*) from queued))`;
  const rows = await sql<Row[]>`
    with gate as materialized (
      select case
          when g.revision <> ${gatewayRevision} then 'stale'
          when not g.enabled or g.paused or g.stopped_reason is not null then 'closed'
          when (select service <> 'on' or paused_at is not null from settings) then 'closed'
          when b.state = 'open' then case when b.probe_at <= ${now} then 'probe' else 'closed' end
          when a.amount < g.balance_floor then 'closed'
          else 'open' end as gate,
        g.monthly_messages, g.monthly_cents / 100.0 as monthly_cost, to_char(${now}::timestamptz at time zone 'America/Sao_Paulo', 'YYYY-MM') as month
      from gateways g left join gateway_breakers b on b.gateway_id = g.id left join gateway_balances a on a.gateway_id = g.id
      where g.id = ${gatewayId} for share of g skip locked
    ), ${openCampaigns(sql, campaigns)}, probe as materialized (
      update gateway_breakers set probing_at = ${now}, probe_at = ${now}::timestamptz + make_interval(secs => ${probeWithinSeconds})
      where gateway_id = ${gatewayId} and (select gate from gate) = 'probe' and state = 'open' and probe_at <= ${now} and (exists (
        select 1 from messages m where m.gateway_id = ${gatewayId} and m.state = 'queued' and m.campaign_id is null
          and m.priority = any('{1,3,4,5}') and m.not_before <= ${now}) or exists (select 1 from campaigns_open))
      returning gateway_id
    ), pace as materialized (
      select next_slot_us, month_messages * (month = (select month from gate))::int as month_messages,
        month_cost * (month = (select month from gate))::int as month_cost
      from gateway_pacing
      where gateway_id = ${gatewayId} and (select gate from gate) in ('open','probe')
        and (${pace !== null} or (select coalesce(monthly_messages, monthly_cost) is not null from gate)) for update
    ), most as materialized (
      select least(${limit}::bigint,
        case when (select gate from gate) = 'probe' then (select count(*) from probe) end,
        (select g.monthly_messages - coalesce(p.month_messages, 0) from gate g left join pace p on true),
        case when (select coalesce(p.month_cost, 0) >= g.monthly_cost from gate g left join pace p on true) then 0 end) as n
    ), allowance as materialized (
      select greatest(0, case
          when (select gate from gate) is null or (select gate from gate) not in ('open','probe') then 0
          when ${pace === null} then (select n from most)
          else least((select n from most), greatest(0, floor((${pace?.nowUs ?? 0}::float8 + ${pace?.aheadUs ?? 0}::float8
            - greatest((select next_slot_us from pace), ${pace?.nowUs ?? 0}::float8)) / ${pace?.spacingUs ?? 1}::float8)::bigint + 1))
        end) as n
    ), again as materialized (
      select ${candidate(sql)} from messages m
      where m.gateway_id = ${gatewayId} and m.state = 'unknown' and m.again and m.ask_at <= ${now} and ${isWanted(sql)}
      order by m.ask_at limit (select n from allowance)
      for update skip locked
    ), queued as materialized (
      select ${candidate(sql)} from messages m
      where m.gateway_id = ${gatewayId} and m.state = 'queued' and m.campaign_id is null and m.priority = any('{1,3,4,5}') and m.not_before <= ${now}
      order by m.priority, m.not_before, m.id limit (select n from allowance) - (select count(*) from again)
      for update skip locked
    ), of_campaigns as materialized (${campaignMessages(sql, { candidate: candidate(sql), room, now })}),
    picked as materialized (
      select * from again union all select * from queued union all select * from of_campaigns
    ), locked as materialized (
      select c.id, c.status, c.revision from charges c
      where c.id in (select charge_id from picked where charge_id is not null)
      for share skip locked
    ), judged as materialized (
      select p.id, p.state as was, ${isOutdated(sql, campaigns)} as outdated, case
          when p.send_until <= ${now} then 'expired'
          when p.address like ${erasedAddress.pattern} then 'erased'
          when p.automatic and exists (
            select 1 from opt_outs o where o.phone = p.address and (o.scope = 'all' or (o.scope = 'marketing' and p.marketing)
              or (o.scope = 'wrong-person' and (o.customer_id is null or o.customer_id = p.customer_id)))) then 'opted-out'
          when coalesce(l.month_cost, 0) + sum(p.cost) over (order by p.priority, p.not_before, p.id) > g.monthly_cost then 'busy'
          when p.campaign_id is not null then ${campaignVerdict(sql)}
          when p.charge_id is null then null
          when c.id is null then 'busy'
          when c.status = 'removed' then 'removed'
          when c.status = 'paid' and p.payment_id is null then 'paid'
          when c.revision <> p.charge_revision then 'changed'
        end as verdict
      from picked p cross join gate g left join pace l on true left join locked c on c.id = p.charge_id
    ), changed as (
      update messages m set gateway_id = ${gatewayId},
        state = case when j.verdict is null then 'sending' when j.was = 'unknown' then 'unknown' when j.verdict = 'expired' then 'expired' else 'suppressed' end,
        reason = case when j.verdict = 'expired' then 'late' else j.verdict end, ask_at = null,
        claimed_by = case when j.verdict is null then ${processId} end,
        lease_until = case when j.verdict is null then ${leaseUntil}::timestamptz end,
        updated_at = ${now}
      from judged j where m.id = j.id and j.verdict is distinct from 'busy'
      returning m.id, m.state, m.reason, m.charge_id, m.address, m.text, m.subject, m.retries, m.not_before, m.send_until, m.priority, m.cost,
        m.campaign_id, j.outdated
    ), sending as (
      select *, row_number() over (order by priority, not_before, id)::int as place from changed where state = 'sending'
    ), events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, state, case when reason is not null then jsonb_build_object('reason', reason) end from changed
    ), told as (
      insert into outbox (kind, target, available_at, created_at)
      select distinct 'charge', charge_id, ${now}::timestamptz, ${now}::timestamptz from changed
      where state = 'expired' and charge_id is not null and campaign_id is null
    ), moved as (
      update gateway_pacing set
        next_slot_us = (greatest(next_slot_us, ${pace?.nowUs ?? 0}::float8) + ${pace?.spacingUs ?? 0}::float8 * (select count(*) from sending))::bigint,
        month = (select month from gate),
        month_messages = coalesce((select month_messages from pace), 0) + (select count(*) from sending),
        month_cost = coalesce((select month_cost from pace), 0) + coalesce((select sum(cost) from sending), 0)
      where gateway_id = ${gatewayId} and (select count(*) from pace) > 0
      returning next_slot_us
    ), campaigns_moved as (${movedCampaignSlots(sql, campaigns)})
    select (select gate from gate) as gate, (select count(*) from picked)::int as seen,
      coalesce((select next_slot_us from moved), (select next_slot_us from pace))::float8 as next_slot_us,
      s.id::float8 as id, s.address, s.text, s.subject, s.retries, s.not_before, s.send_until, s.outdated, s.place
    from (select 1) as one left join sending s on true
    order by s.place`;
  return resultOf(rows, pace);
}

/** What the judgement of a message needs of it. */
function candidate(sql: Sql) {
  return sql`m.id, m.state, m.charge_id, m.charge_revision, m.payment_id, m.send_until, m.priority, m.not_before, m.address, m.customer_id,
    m.marketing, m.cost, m.kind in ('notice','campaign','birthday') as automatic, m.gateway_id, m.campaign_id, m.campaign_place, m.charge_status,
    m.created_at`;
}

function resultOf(rows: Row[], pace: ClaimInput['pace']): ClaimResult {
  const [first] = rows;
  const claimedRows = rows.filter((row): row is Row & { id: number } => row.id !== null);
  const nextSlotUs = first?.next_slot_us ?? null;
  const firstSlotUs = pace !== null && nextSlotUs !== null ? nextSlotUs - pace.spacingUs * claimedRows.length : null;
  return {
    gate: gateOf(first?.gate ?? null),
    seen: first?.seen ?? 0,
    nextSlotUs,
    claimed: claimedRows.map((row, index) => ({
      id: row.id,
      address: row.address,
      text: row.text,
      subject: row.subject,
      retries: row.retries,
      notBefore: new Date(row.not_before).toISOString(),
      sendUntil: new Date(row.send_until).toISOString(),
      outdated: row.outdated,
      slotUs: firstSlotUs !== null && pace !== null ? firstSlotUs + pace.spacingUs * index : null,
    })),
  };
}

/** No row: the gateway's row is locked by somebody who is changing it, or gone. */
function gateOf(gate: string | null): ClaimResult['gate'] {
  return gate === 'open' || gate === 'probe' || gate === 'closed' || gate === 'stale' ? gate : 'busy';
}
