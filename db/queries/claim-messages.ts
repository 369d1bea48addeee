import type { Instant } from '../../domain/instants.ts';
import type { Sql } from '../client.ts';

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
};

export type ClaimResult = {
  /** `closed`: paused, stopped, disabled or the service is off. `stale`: the gateway was changed, connect anew. */
  gate: 'open' | 'closed' | 'stale' | 'busy';
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
  place: number;
};

/**
 * Takes up to `limit` due messages of a gateway for the wire, best priority first, and their slots. Everything that may stop a
 * message (payment, removal, edit, opt-out, pause, window) is checked in this one statement on locked rows, so nothing slips in between check
 * and call. What a charge no longer wants is suppressed on the way; what somebody else holds locked is left for the next claim.
 */
export async function claimMessages(sql: Sql, input: ClaimInput): Promise<ClaimResult> {
  const { gatewayId, gatewayRevision, processId, limit, now, leaseUntil, pace } = input;
  const rows = await sql<Row[]>`
    with gate as materialized (
      select case
          when g.revision <> ${gatewayRevision} then 'stale'
          when not g.enabled or g.paused or g.stopped_reason is not null then 'closed'
          when (select service <> 'on' or paused_at is not null from settings) then 'closed'
          else 'open' end as gate
      from gateways g where g.id = ${gatewayId} for share skip locked
    ), pace as materialized (
      select next_slot_us from gateway_pacing where gateway_id = ${gatewayId} and ${pace !== null} and (select gate from gate) = 'open' for update
    ), allowance as materialized (
      select case
          when (select gate from gate) is distinct from 'open' then 0
          when ${pace === null} then ${limit}::bigint
          else least(${limit}::bigint, greatest(0, floor((${pace?.nowUs ?? 0}::float8 + ${pace?.aheadUs ?? 0}::float8
            - greatest((select next_slot_us from pace), ${pace?.nowUs ?? 0}::float8)) / ${pace?.spacingUs ?? 1}::float8)::bigint + 1))
        end as n
    ), picked as materialized (
      select m.id, m.charge_id, m.charge_revision, m.payment_id, m.send_until, m.priority, m.not_before, m.address, m.customer_id, m.marketing,
        m.kind in ('notice','campaign','birthday') as automatic
      from messages m
      where m.gateway_id = ${gatewayId} and m.state = 'queued' and m.priority = any('{1,3,4,5}') and m.not_before <= ${now}
      order by m.priority, m.not_before, m.id
      limit (select n from allowance)
      for update skip locked
    ), locked as materialized (
      select c.id, c.status, c.revision from charges c
      where c.id in (select charge_id from picked where charge_id is not null)
      for share skip locked
    ), judged as materialized (
      select p.id, p.priority, p.not_before, case
          when p.send_until <= ${now} then 'expired'
          when p.automatic and exists (
            select 1 from opt_outs o where o.phone = p.address and (o.scope = 'all' or (o.scope = 'marketing' and p.marketing)
              or (o.scope = 'wrong-person' and (o.customer_id is null or o.customer_id = p.customer_id)))) then 'opted-out'
          when p.charge_id is null then null
          when c.id is null then 'busy'
          when c.status = 'removed' then 'removed'
          when c.status = 'paid' and p.payment_id is null then 'paid'
          when c.revision <> p.charge_revision then 'changed'
        end as verdict
      from picked p left join locked c on c.id = p.charge_id
    ), changed as (
      update messages m set
        state = case when j.verdict is null then 'sending' when j.verdict = 'expired' then 'expired' else 'suppressed' end,
        reason = case when j.verdict = 'expired' then 'late' else j.verdict end,
        claimed_by = case when j.verdict is null then ${processId} end,
        lease_until = case when j.verdict is null then ${leaseUntil}::timestamptz end,
        updated_at = ${now}
      from judged j where m.id = j.id and j.verdict is distinct from 'busy'
      returning m.id, m.state, m.reason, m.charge_id, m.address, m.text, m.subject, m.retries, m.not_before, m.send_until, m.priority
    ), events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, state, case when reason is not null then jsonb_build_object('reason', reason) end from changed
    ), told as (
      insert into outbox (kind, target, available_at, created_at)
      select distinct 'charge', charge_id, ${now}::timestamptz, ${now}::timestamptz from changed where state = 'expired' and charge_id is not null
    ), moved as (
      update gateway_pacing set next_slot_us =
        (greatest(next_slot_us, ${pace?.nowUs ?? 0}::float8) + ${pace?.spacingUs ?? 0}::float8 * (select count(*) from changed where state = 'sending'))::bigint
      where gateway_id = ${gatewayId} and (select count(*) from pace) > 0
      returning next_slot_us
    ), sending as (
      select *, row_number() over (order by priority, not_before, id)::int as place from changed where state = 'sending'
    )
    select (select gate from gate) as gate, (select count(*) from picked)::int as seen,
      coalesce((select next_slot_us from moved), (select next_slot_us from pace))::float8 as next_slot_us,
      s.id::float8 as id, s.address, s.text, s.subject, s.retries, s.not_before, s.send_until, s.place
    from (select 1) as one left join sending s on true
    order by s.place`;
  return resultOf(rows, pace);
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
      slotUs: firstSlotUs !== null && pace !== null ? firstSlotUs + pace.spacingUs * index : null,
    })),
  };
}

/** No row: the gateway's row is locked by somebody who is changing it, or gone. */
function gateOf(gate: string | null): ClaimResult['gate'] {
  return gate === 'open' || gate === 'closed' || gate === 'stale' ? gate : 'busy';
}
