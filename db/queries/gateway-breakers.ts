import { afterCalls, type Breaker, type CallCounts, closedBreaker } from '../../domain/breaker.ts';
import type { Instant } from '../../domain/instants.ts';
import { sameValue } from '../../domain/source-view.ts';
import type { Sql, SqlRunner } from '../client.ts';
import { tellEvent } from './events-out.ts';
import { outboxChannel } from './outbox.ts';

type Row = {
  state: 'closed' | 'open';
  answered: number;
  failed: number;
  countedFrom: string;
  openedAt: string | null;
  probeAt: string | null;
  probingAt: string | null;
  probes: number;
};

/**
 * Counts calls of a gateway, and opens or closes its breaker, for every process. Gives the breaker as it is then; whoever opens or
 * closes it raises or clears the alert, calls the gateway's workflow and tells webhooks.
 */
export async function noteCalls(
  sql: Sql,
  { gatewayId, calls, now }: { gatewayId: string; calls: CallCounts; now: Instant },
): Promise<Breaker> {
  return sql.begin(async (tx) => {
    await tx`
      insert into gateway_breakers (gateway_id, state, answered, failed, counted_from, probes)
      select id, 'closed', 0, 0, ${now}, 0 from gateways where id = ${gatewayId} on conflict do nothing`;
    const [row] = await tx<Row[]>`select ${columns(tx)} from gateway_breakers where gateway_id = ${gatewayId} for update`;
    if (row === undefined) return closedBreaker(now);
    const before = breakerOf(row);
    const after = afterCalls(before, calls, now);
    if (sameValue(before, after)) return after;
    await save(tx, gatewayId, after, now);
    if (before.state !== after.state) await tell(tx, gatewayId, after, now);
    return after;
  });
}

/** The breaker of a gateway; closed where nothing ever failed. */
export async function readBreaker(sql: Sql, { gatewayId, now }: { gatewayId: string; now: Instant }): Promise<Breaker> {
  const [row] = await sql<Row[]>`select ${columns(sql)} from gateway_breakers where gateway_id = ${gatewayId}`;
  return row === undefined ? closedBreaker(now) : breakerOf(row);
}

function columns(sql: SqlRunner) {
  return sql`state, answered, failed, counted_from as "countedFrom", opened_at as "openedAt", probe_at as "probeAt", probing_at as "probingAt", probes`;
}

function breakerOf(row: Row): Breaker {
  if (row.state === 'closed' || row.openedAt === null || row.probeAt === null)
    return { state: 'closed', answered: row.answered, failed: row.failed, countedFrom: instant(row.countedFrom) };
  const { openedAt, probeAt, probingAt, probes } = row;
  return {
    state: 'open',
    openedAt: instant(openedAt),
    probeAt: instant(probeAt),
    probingAt: probingAt === null ? null : instant(probingAt),
    probes,
  };
}

async function save(tx: SqlRunner, gatewayId: string, breaker: Breaker, now: Instant): Promise<void> {
  const { answered, failed, countedFrom } = breaker.state === 'closed' ? breaker : { answered: 0, failed: 0, countedFrom: now };
  const open = breaker.state === 'open' ? breaker : null;
  await tx`
    update gateway_breakers set state = ${breaker.state}, answered = ${answered}, failed = ${failed}, counted_from = ${countedFrom},
      opened_at = ${open?.openedAt ?? null}, probe_at = ${open?.probeAt ?? null}, probing_at = ${open?.probingAt ?? null}, probes = ${open?.probes ?? 0}
    where gateway_id = ${gatewayId}`;
}

async function tell(tx: SqlRunner, gatewayId: string, { state }: Breaker, now: Instant): Promise<void> {
  const key = `gateway-down:${gatewayId}`;
  if (state === 'open') {
    await tx`
      insert into alerts (key, kind, subject, detail, raised_at) values (${key}, 'gateway-down', ${gatewayId}, '{}', ${now})
      on conflict (key) where cleared_at is null do nothing`;
  } else await tx`update alerts set cleared_at = ${now} where key = ${key} and cleared_at is null`;
  await tx`insert into outbox (kind, target, available_at, created_at) values ('gateway', ${gatewayId}, ${now}, ${now})`;
  await tx`select pg_notify(${outboxChannel}, '')`;
  await tellEvent(tx, { type: state === 'open' ? 'gateway.down' : 'gateway.up', data: { gatewayId }, now });
}

function instant(text: string): Instant {
  return new Date(text).toISOString();
}
