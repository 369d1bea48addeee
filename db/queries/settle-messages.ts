import type postgres from 'postgres';
import { noQuestions, type Questions } from '../../domain/ask-again.ts';
import type { Instant } from '../../domain/instants.ts';
import type { MessageState } from '../../domain/states.ts';
import type { Sql } from '../client.ts';

/** What became of one claimed message. */
export type Settlement = {
  messageId: number;
  state: Extract<MessageState, 'accepted' | 'refused' | 'unknown' | 'queued'>;
  reason: string | null;
  providerId: string | null;
  /** The provider's raw answer, short and masked. */
  answer: string | null;
  /** When the request left; null when it never did. */
  sentAt: Instant | null;
  /** When a message that goes back to the queue may be tried again. */
  notBefore: Instant | null;
  /** Counts against the message: false when it was given back unsent. */
  attempted: boolean;
};

/**
 * Writes what became of claimed messages, and of the steps whose last open message they were or that share their text, all in one
 * statement. Only rows that
 * this process still holds change; an answer that comes after the lease ran out still settles an unknown message. A step that somebody
 * decides at this moment is left to them. Gives the ids that changed.
 */
export async function settleMessages(
  sql: Sql,
  {
    processId,
    settlements,
    questions = noQuestions,
    now,
  }: { processId: string; settlements: Settlement[]; questions?: Questions; now: Instant },
): Promise<number[]> {
  if (settlements.length === 0) return [];
  // One that may have gone before goes back to that, whatever stopped it this time.
  const state = sql`case when m.again and a.state = 'queued' then 'unknown' else a.state end`;
  const rows = await sql<{ id: number }[]>`
    with answers as (
      select * from json_to_recordset(${JSON.stringify(settlements)}::text::json) as a (
        "messageId" bigint, state text, reason text, "providerId" text, answer text, "sentAt" timestamptz, "notBefore" timestamptz, attempted bool)
    ), settled as (
      update messages m set
        state = ${state}, reason = a.reason, provider_id = coalesce(a."providerId", m.provider_id),
        sent_at = case when a.state = 'queued' then m.sent_at else a."sentAt" end,
        not_before = greatest(m.not_before, coalesce(a."notBefore", m.not_before)),
        retries = m.retries + case when a.state = 'queued' and a.attempted then 1 else 0 end,
        claimed_by = null, lease_until = null, updated_at = ${now},
        ${askedAgain(sql, state, { questions, now })}
      from answers a
      where m.id = a."messageId" and (
        (m.state = 'sending' and m.claimed_by = ${processId}) or (m.state = 'unknown' and a.state in ('accepted', 'refused')))
      returning m.id, m.step_id, m.gateway_id, m.cost, m.state, a.state as answered, a.reason, a.answer, m.sent_at, m.retries
    ), events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, state, jsonb_strip_nulls(jsonb_build_object('reason', reason, 'answer', answer, 'attempt', retries)) from settled
    ), returned as (
      update gateway_pacing p set month_messages = greatest(0, p.month_messages - b.messages), month_cost = greatest(0, p.month_cost - b.cost)
      from (
        select gateway_id, count(*)::int as messages, sum(cost) as cost from settled where answered in ('queued','refused') group by gateway_id
      ) as b where p.gateway_id = b.gateway_id and p.month is not null
    ), outcomes as (
      select step_id, bool_or(state in ('queued', 'sending')) as open,
        bool_or(state in ('suppressed', 'expired') and reason is distinct from 'opted-out') as stopped,
        bool_or(state = 'unknown') as unknown, bool_or(state = 'refused') as refused,
        min(sent_at) filter (where state in ('accepted', 'delivered', 'undelivered')) as done_at
      from (
        select m.step_id, coalesce(s.state, m.state) as state, coalesce(s.sent_at, m.sent_at) as sent_at, m.reason
        from messages m left join settled s on s.id = m.id
        where m.step_id in (select step_id from settled where step_id is not null)
      ) as of_steps group by step_id
    ), over as materialized (
      select s.id, o.done_at, o.unknown from outcomes o join steps s on s.id = o.step_id
      where s.state = 'waiting' and not o.open and (o.done_at is not null or o.unknown or (o.refused and not o.stopped))
      for update of s skip locked
    ), recorded as (
      update steps s set look_at = null, updated_at = ${now}, done_at = over.done_at,
        state = case when over.done_at is not null then 'sent' when over.unknown then 'unknown' else 'unreachable' end,
        reason = case when over.done_at is not null then null when over.unknown then 'no-answer' else 'refused' end
      from over where s.id = over.id
      returning s.id, s.charge_id, s.state, s.reason, s.done_at
    ), mates as materialized (
      select s.id, r.state, r.reason, r.done_at from recorded r join steps s on s.lead_step_id = r.id
      where s.state = 'waiting' for update of s skip locked
    ), served as (
      update steps s set look_at = null, updated_at = ${now}, state = mates.state, reason = mates.reason, done_at = mates.done_at
      from mates where s.id = mates.id
      returning s.charge_id, s.state
    ), told as (
      insert into outbox (kind, target, available_at, created_at)
      select distinct 'charge', charge_id, ${now}::timestamptz, ${now}::timestamptz
      from (select charge_id, state from recorded union all select charge_id, state from served) as over where state <> 'sent'
    )
    select id::float8 as id from settled`;
  return rows.map(({ id }) => id);
}

/** When the provider is asked next about a message that is in `state` from now on. */
function askedAgain(sql: Sql, state: postgres.Fragment, { questions, now }: { questions: Questions; now: Instant }) {
  const asks = sql`case when ${state} = 'unknown' and m.again then m.asks + 1 else 0 end`;
  const after = (delays: readonly number[]) =>
    sql`${now}::timestamptz + make_interval(secs => (${`{${delays.join(',')}}`}::int[])[${asks} + 1])`;
  return sql`ask_at = case ${state} when 'accepted' then ${after(questions.accepted)} when 'unknown' then ${after(questions.unknown)} end,
    again = ${state} = 'unknown' and (m.again or ${questions.again}),
    asks = ${asks}`;
}

/**
 * Closes what time has overtaken on a gateway: rows whose sender died become unknown (they may have gone), queued rows past their
 * window expire and their charges are told, so that the late policy decides.
 */
export async function closeOverdue(
  sql: Sql,
  { gatewayId, questions = noQuestions, now }: { gatewayId: string; questions?: Questions; now: Instant },
): Promise<{ unknown: number; expired: number }> {
  const [row] = await sql<{ unknown: number; expired: number }[]>`
    with dead as (
      select id from messages where gateway_id = ${gatewayId} and state = 'sending' and lease_until <= ${now} limit 1000 for update skip locked
    ), late as (
      select id from messages where gateway_id = ${gatewayId} and state = 'queued' and campaign_id is null and send_until <= ${now} limit 1000 for update skip locked
    ), changed as (
      update messages m set
        state = case when m.state = 'sending' then 'unknown' else 'expired' end,
        reason = case when m.state = 'sending' then 'lease-run-out' else 'late' end,
        claimed_by = null, lease_until = null, updated_at = ${now},
        ${askedAgain(sql, sql`case when m.state = 'sending' then 'unknown' else 'expired' end`, { questions, now })}
      where m.id in (select id from dead union all select id from late)
      returning m.id, m.state, m.reason, m.charge_id, m.campaign_id
    ), events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, state, jsonb_build_object('reason', reason) from changed
    ), told as (
      insert into outbox (kind, target, available_at, created_at)
      select distinct 'charge', charge_id, ${now}::timestamptz, ${now}::timestamptz from changed where charge_id is not null and campaign_id is null
    )
    select (count(*) filter (where state = 'unknown'))::int as unknown, (count(*) filter (where state = 'expired'))::int as expired from changed`;
  return row ?? { unknown: 0, expired: 0 };
}
