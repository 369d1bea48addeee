import type { Questions } from '../../domain/ask-again.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Sql } from '../client.ts';
import type { PollKind } from '../schema/gateway-health.ts';

/** A message that the provider is asked about. */
export type MessageToAsk = { id: string; to: string; providerId: string | null; sentAt: Instant };

/** Messages whose question is due, the longest waiting first. */
export async function readToAsk(
  sql: Sql,
  { gatewayId, by, limit, now }: { gatewayId: string; by: 'our-id' | 'provider-id'; limit: number; now: Instant },
): Promise<MessageToAsk[]> {
  const rows = await sql<MessageToAsk[]>`
    select id::text as id, address as "to", provider_id as "providerId", coalesce(sent_at, updated_at) as "sentAt" from messages
    where gateway_id = ${gatewayId} and ask_at <= ${now} and not again ${by === 'provider-id' ? sql`and provider_id is not null` : sql``}
    order by ask_at limit ${limit}`;
  return rows.map((row) => ({ ...row, sentAt: new Date(row.sentAt).toISOString() }));
}

/** There was no news of these: asked again later, ever more seldom, at last not any more. Those that have moved on keep what they have. */
export async function askLater(
  sql: Sql,
  ids: readonly string[],
  { questions, now }: { questions: Questions; now: Instant },
): Promise<void> {
  if (ids.length === 0) return;
  const delays = (list: readonly number[]) => `{${list.join(',')}}`;
  await sql`
    update messages set asks = asks + 1, ask_at = ${now}::timestamptz + make_interval(secs =>
      (case state when 'accepted' then ${delays(questions.accepted)}::int[] when 'unknown' then ${delays(questions.unknown)}::int[] end)[asks + 2])
    where id = any(${`{${ids.join(',')}}`}::bigint[]) and ask_at <= ${now}`;
}

/** The provider gave no answer: the same questions from `at` on. */
export async function askFrom(sql: Sql, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length > 0)
    await sql`update messages set ask_at = ${at} where id = any(${`{${ids.join(',')}}`}::bigint[]) and ask_at is not null`;
}

/** The provider says that it never got these unknown ones: they may be sent, by the same claim as every other. */
export async function sendAgain(sql: Sql, ids: readonly string[], now: Instant): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    with changed as (
      update messages set again = true, ask_at = ${now}, updated_at = ${now}
      where id = any(${`{${ids.join(',')}}`}::bigint[]) and state = 'unknown' returning id
    )
    insert into message_events (message_id, at, state, detail)
    select id, ${now}::timestamptz, 'unknown', jsonb_build_object('reason', 'not-found-at-provider') from changed`;
}

export type Poll = { answeredAt: Instant | null; failures: number };

/** When a gateway last answered a question of this kind. */
export async function readPoll(sql: Sql, gatewayId: string, kind: PollKind): Promise<Poll> {
  const [row] = await sql<{ answeredAt: string | null; failures: number }[]>`
    select answered_at as "answeredAt", failures from gateway_polls where gateway_id = ${gatewayId} and kind = ${kind}`;
  return { answeredAt: row?.answeredAt ? new Date(row.answeredAt).toISOString() : null, failures: row?.failures ?? 0 };
}

/** Notes how a question of this kind went, and when it is asked next. */
export async function savePoll(
  sql: Sql,
  {
    gatewayId,
    kind,
    answeredAt,
    failures,
    fault,
    nextAt,
  }: Poll & { gatewayId: string; kind: PollKind; fault: string | null; nextAt: Instant },
): Promise<void> {
  await sql`
    insert into gateway_polls (gateway_id, kind, next_at, answered_at, failures, fault)
    select id, ${kind}, ${nextAt}, ${answeredAt}, ${failures}, ${fault} from gateways where id = ${gatewayId}
    on conflict (gateway_id, kind) do update set next_at = excluded.next_at, answered_at = excluded.answered_at,
      failures = excluded.failures, fault = excluded.fault`;
}

export type Balance = { amount: string; unit: 'messages' | 'reais'; at: Instant };

/** What is left on an account, as it said just now. */
export async function saveBalance(sql: Sql, gatewayId: string, { amount, unit, at }: Balance): Promise<void> {
  await sql`
    insert into gateway_balances (gateway_id, amount, unit, at) select id, ${amount}, ${unit}, ${at} from gateways where id = ${gatewayId}
    on conflict (gateway_id) do update set amount = excluded.amount, unit = excluded.unit, at = excluded.at`;
}

/** What was left when the account was last asked; null when it never was. */
export async function readBalance(sql: Sql, gatewayId: string): Promise<(Balance & { fault: string | null }) | null> {
  const [row] = await sql<(Balance & { fault: string | null })[]>`
    select b.amount::text as amount, b.unit, b.at, p.fault from gateway_balances b
    left join gateway_polls p on p.gateway_id = b.gateway_id and p.kind = 'balance' where b.gateway_id = ${gatewayId}`;
  return row === undefined ? null : { ...row, at: new Date(row.at).toISOString() };
}
