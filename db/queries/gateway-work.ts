import type { Instant } from '../../domain/instants.ts';
import type { Sql } from '../client.ts';
import { tellEvent } from './events-out.ts';

/** What a gateway's workflow needs to know. */
export type GatewayWork = {
  service: string;
  /** With masks where secrets are. */
  settings: Record<string, unknown>;
  enabled: boolean;
  retired: boolean;
  stoppedReason: string | null;
  hasBalanceFloor: boolean;
  /** Whether anything may leave now: a gateway that is down counts as open when a text may try it. */
  open: boolean;
  budgetSpent: boolean;
  /** When a text may try whether the provider is back; null while it is not down. */
  probeAt: Instant | null;
  /** When the earliest queued message may leave; null when none is queued. */
  nextAt: Instant | null;
  /** Null: no limit. */
  perSecond: number | null;
  /** When the provider is to be asked about a message, or about replies and balance (null: never asked yet). */
  askAt: Instant | null;
  repliesAt: Instant | null;
  balanceAt: Instant | null;
};

/** What a gateway has to do, and whether it may; null when it is gone. */
export async function readGatewayWork(sql: Sql, { gatewayId, now }: { gatewayId: string; now: Instant }): Promise<GatewayWork | null> {
  const [row] = await sql<{ work: string }[]>`
    select json_build_object(
      'service', g.service, 'settings', g.settings, 'enabled', g.enabled, 'retired', g.retired_at is not null, 'stoppedReason', g.stopped_reason,
      'hasBalanceFloor', g.balance_floor is not null,
      'open', g.enabled and not g.paused and g.stopped_reason is null and s.service = 'on' and s.paused_at is null
        and (b.state is distinct from 'open' or b.probe_at <= ${now}) and not guard.spent,
      'budgetSpent', guard.spent,
      'probeAt', case when b.state = 'open' then b.probe_at end,
      'nextAt', least(
        (select min(first.not_before) from unnest('{1,3,4,5}'::smallint[]) as p (priority) cross join lateral (
          select m.not_before from messages m
          where m.gateway_id = g.id and m.state = 'queued' and m.campaign_id is null and m.priority = p.priority order by m.not_before limit 1) as first),
        (select min(m.ask_at) from messages m where m.gateway_id = g.id and m.again and m.ask_at is not null and m.state = 'unknown')),
      'perSecond', g.quantity::float8 / g.interval_seconds,
      'askAt', (select min(m.ask_at) from messages m where m.gateway_id = g.id and m.ask_at is not null and not m.again),
      'repliesAt', (select next_at from gateway_polls where gateway_id = g.id and kind = 'replies'),
      'balanceAt', (select next_at from gateway_polls where gateway_id = g.id and kind = 'balance')
    )::text as work
    from gateways g cross join settings s
      left join gateway_breakers b on b.gateway_id = g.id left join gateway_balances a on a.gateway_id = g.id
      left join gateway_pacing p on p.gateway_id = g.id and p.month = to_char(${now}::timestamptz at time zone 'America/Sao_Paulo', 'YYYY-MM')
      cross join lateral (select coalesce(coalesce(p.month_messages, 0) >= g.monthly_messages, false)
        or coalesce(coalesce(p.month_cost, 0) + g.price > g.monthly_cents / 100.0, false) or coalesce(a.amount < g.balance_floor, false) as spent) as guard
    where g.id = ${gatewayId}`;
  return row === undefined ? null : JSON.parse(row.work, withInstants);
}

const instants = new Set(['probeAt', 'nextAt', 'askAt', 'repliesAt', 'balanceAt']);

function withInstants(key: string, value: unknown): unknown {
  return instants.has(key) && typeof value === 'string' ? new Date(value).toISOString() : value;
}

/** Opens or clears the alert that a gateway waits for its next month, or for credit; webhooks hear which of the two began. */
export async function noteBudget(sql: Sql, { gatewayId, spent, now }: { gatewayId: string; spent: boolean; now: Instant }): Promise<void> {
  const key = `gateway-budget:${gatewayId}`;
  if (!spent) {
    await sql`update alerts set cleared_at = ${now} where key = ${key} and cleared_at is null`;
    return;
  }
  await sql.begin(async (tx) => {
    const raised = await tx`
      insert into alerts (key, kind, subject, detail, raised_at) values (${key}, 'gateway-budget', ${gatewayId}, '{}', ${now})
      on conflict (key) where cleared_at is null do nothing returning id`;
    if (raised.length === 0) return;
    const [low] = await tx<{ balance: string; unit: string }[]>`
      select a.amount::text as balance, a.unit from gateways g join gateway_balances a on a.gateway_id = g.id
      where g.id = ${gatewayId} and a.amount < g.balance_floor`;
    const type = low === undefined ? 'gateway.budget-spent' : 'gateway.balance-low';
    await tellEvent(tx, { type, data: { gatewayId, ...low }, now });
  });
}
