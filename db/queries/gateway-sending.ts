import type { Instant } from '../../domain/instants.ts';
import type { Sql } from '../client.ts';
import { tellEvent } from './events-out.ts';

export type GatewayToSend = {
  id: string;
  service: string;
  revision: number;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  /** Sealed; of the addresses that the provider calls. */
  hookSecret: string | null;
  quantity: number | null;
  intervalSeconds: number;
  maxConnections: number;
};

/** A gateway as its sender needs it; null when it is gone. Makes sure that it has a row for its slots. */
export async function readGatewayToSend(sql: Sql, gatewayId: string): Promise<GatewayToSend | null> {
  await sql`insert into gateway_pacing (gateway_id, next_slot_us) select id, 0 from gateways where id = ${gatewayId} on conflict do nothing`;
  const [row] = await sql<{ gateway: string }[]>`
    select json_build_object('id', id, 'service', service, 'revision', revision, 'settings', settings, 'secrets', secrets, 'hookSecret', hook_secret_sealed,
      'quantity', quantity, 'intervalSeconds', interval_seconds, 'maxConnections', max_connections)::text as gateway
    from gateways where id = ${gatewayId}`;
  return row === undefined ? null : JSON.parse(row.gateway);
}

/** Gateways that want a queue and a sender. */
export async function listGatewayQueues(
  sql: Sql,
): Promise<{ id: string; enabled: boolean; paused: boolean; quantity: number | null; intervalSeconds: number }[]> {
  return sql`select id, enabled, paused, quantity, interval_seconds as "intervalSeconds" from gateways order by id`;
}

/** Moves the next free slot back, because a call left late. */
export async function pushBackSlots(sql: Sql, gatewayId: string, us: number): Promise<void> {
  await sql`update gateway_pacing set next_slot_us = next_slot_us + ${us} where gateway_id = ${gatewayId}`;
}

/**
 * Stops a gateway whose account or settings are at fault, so that the list is not burnt, opens its alert and tells webhooks. True when
 * this call stopped it.
 */
export async function stopGateway(
  sql: Sql,
  { gatewayId, revision, reason, now }: { gatewayId: string; revision: number; reason: string; now: Instant },
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const stopped = await tx`
      with stopped as (
        update gateways set stopped_reason = ${reason}, stopped_at = ${now}
        where id = ${gatewayId} and revision = ${revision} and stopped_reason is null returning id
      ), told as (
        update settings set catalogue_revision = catalogue_revision + 1 where exists (select 1 from stopped)
      )
      insert into alerts (key, kind, subject, detail, raised_at)
      select 'gateway:' || id, 'gateway-stopped', id, jsonb_build_object('reason', ${reason}::text), ${now}::timestamptz from stopped
      on conflict (key) where cleared_at is null do nothing
      returning id`;
    if (stopped.length > 0) await tellEvent(tx, { type: 'gateway.stopped', data: { gatewayId, reason }, now });
    return stopped.length > 0;
  });
}

/** How many due messages wait on a gateway, counted up to `most`. */
export async function countDue(sql: Sql, { gatewayId, now, most }: { gatewayId: string; now: Instant; most: number }): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from messages where gateway_id = ${gatewayId} and state = 'queued' and campaign_id is null and not_before <= ${now} limit ${most}) as due`;
  return row?.count ?? 0;
}
