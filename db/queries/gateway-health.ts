import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { gateways } from '../schema/index.ts';

/** How a gateway is, and what it has spent. Null: not so, or not known. */
export type GatewayHealth = {
  /** Since when the provider does not answer, and when the next text tries it. */
  downSince: Instant | null;
  nextTryAt: Instant | null;
  /** `YYYY-MM` in Brasília, and what set out in it. */
  month: string | null;
  monthMessages: number;
  monthCost: string;
  balance: string | null;
  balanceUnit: 'messages' | 'reais' | null;
  balanceAt: Instant | null;
  /** Why the provider last gave no answer to what it is asked from time to time. */
  pollFault: string | null;
};

/** The health of the gateway of the row, for a select of `gateways`. */
export const gatewayHealth = sql<GatewayHealth>`(
  select json_build_object(
    'downSince', b.opened_at, 'nextTryAt', b.probe_at, 'month', p.month,
    'monthMessages', coalesce(p.month_messages, 0), 'monthCost', coalesce(p.month_cost, 0)::numeric(14,4)::text,
    'balance', a.amount::text, 'balanceUnit', a.unit, 'balanceAt', a.at,
    'pollFault', (select min(q.fault) from gateway_polls q where q.gateway_id = ${gateways.id}))::text
  from (select 1) as one
    left join gateway_breakers b on b.gateway_id = ${gateways.id}
    left join gateway_pacing p on p.gateway_id = ${gateways.id} and p.month is not null
    left join gateway_balances a on a.gateway_id = ${gateways.id})`.mapWith((text: string) => JSON.parse(text, withInstants));

const instants = new Set(['downSince', 'nextTryAt', 'balanceAt']);

function withInstants(key: string, value: unknown): unknown {
  return instants.has(key) && typeof value === 'string' ? new Date(value).toISOString() : value;
}

/** Counts the month afresh from the messages: for a gateway that gets a budget, and was not counted before. */
export async function recountMonth(tx: Executor, gatewayId: string, now: Instant): Promise<void> {
  await tx.execute(sql`
    with month as (
      select date_trunc('month', ${now}::timestamptz at time zone 'America/Sao_Paulo') as local
    ), spent as (
      select count(*)::int as messages, coalesce(sum(cost), 0) as cost from messages, month
      where gateway_id = ${gatewayId} and created_at >= (month.local at time zone 'America/Sao_Paulo') - interval '2 days'
        and state in ('sending','accepted','delivered','undelivered','unknown')
        and coalesce(sent_at, updated_at) >= month.local at time zone 'America/Sao_Paulo'
    )
    insert into gateway_pacing (gateway_id, next_slot_us, month, month_messages, month_cost)
    select ${gatewayId}, 0, to_char(month.local, 'YYYY-MM'), spent.messages, spent.cost from month, spent
    on conflict (gateway_id) do update set month = excluded.month, month_messages = excluded.month_messages, month_cost = excluded.month_cost`);
}
