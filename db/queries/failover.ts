import { type FailoverCandidate, mostRetries } from '../../domain/failover.ts';
import type { GatewayRoute } from '../../domain/gateway-routes.ts';
import type { CarriedText, TextCarrier } from '../../domain/gateway-text.ts';
import type { Instant } from '../../domain/instants.ts';
import type { MessageKind } from '../../domain/states.ts';
import type { Sql, SqlRunner } from '../client.ts';
import { house } from './campaign-moves.ts';
import { outboxChannel } from './outbox.ts';

/** Gateways of the same channel that are well and may take over from this one, in their order; that of the tests carries nothing else. */
export async function listFailoverCandidates(
  sql: Sql,
  { gatewayId, now }: { gatewayId: string; now: Instant },
): Promise<(FailoverCandidate & TextCarrier)[]> {
  return sql<(FailoverCandidate & TextCarrier)[]>`
    select g.id, g.quantity::float8 / g.interval_seconds as "perSecond", g.accents, g.price, g.max_length as "maxLength", g.max_segments as "maxSegments",
      g.unit_counting as "unitCounting",
      (select count(*)::int from (
        select 1 from messages m where m.gateway_id = g.id and m.state = 'queued' and m.campaign_id is null and m.not_before <= ${now} limit 10000) as waiting) as due
    from gateways g join gateways own on own.id = ${gatewayId} left join gateway_breakers b on b.gateway_id = g.id
    where g.id <> own.id and g.channel = own.channel and g.fallback and g.enabled and not g.paused and g.stopped_reason is null
      and b.state is distinct from 'open'
      and not exists (select 1 from settings s where g.id in (s.test_gateways ->> 'sms', s.test_gateways ->> 'email'))
    order by g.position, g.created_at, g.id`;
}

export type MovableText = { id: number; text: string; address: string; kind: MessageKind };

/**
 * Locks due texts of a gateway that another may carry: all of them, or only those put off again and again. Tests stay where they were
 * sent; those of campaigns go where their campaign goes.
 */
export async function lockMovable(
  tx: SqlRunner,
  { gatewayId, putOffOnly, limit, now }: { gatewayId: string; putOffOnly: boolean; limit: number; now: Instant },
): Promise<MovableText[]> {
  return tx<MovableText[]>`
    select id::float8 as id, text, address, kind from messages
    where gateway_id = ${gatewayId} and state = 'queued' and campaign_id is null and kind <> 'test' and not test and send_until > ${now}
      and ${putOffOnly ? putOff(tx) : tx`(not_before <= ${now} or retries > 0)`}
    order by priority, not_before, id limit ${limit} for update skip locked`;
}

/** By which gateways phones are texted that begin in some way. */
export async function readGatewayRoutes(sql: Sql): Promise<GatewayRoute[]> {
  const [row] = await sql<{ routes: string }[]>`select gateway_routes::text as routes from settings`;
  return row === undefined ? [] : JSON.parse(row.routes);
}

/** What a gateway carries; null when it is gone. */
export async function readCarrier(sql: Sql, gatewayId: string): Promise<TextCarrier | null> {
  const [row] = await sql<TextCarrier[]>`
    select accents, price, max_length as "maxLength", max_segments as "maxSegments", unit_counting as "unitCounting" from gateways where id = ${gatewayId}`;
  return row ?? null;
}

/** Whether campaigns send over a gateway now. */
export async function hasCampaigns(sql: Sql, gatewayId: string): Promise<boolean> {
  return (await sql`select 1 from campaigns c where ${sendsOver(sql, gatewayId)} limit 1`).length > 0;
}

/** Whether campaign `c` sends, and over this gateway: all of it, or recipients with a route. */
function sendsOver(sql: SqlRunner, gatewayId: string) {
  return sql`c.state in ('canary', 'running') and (c.gateway_id = ${gatewayId} or (c.routed and exists (
    select 1 from campaign_places p where p.campaign_id = c.id and p.gateway_id = ${gatewayId})))`;
}

/** The campaigns that send over a gateway go on over another: from the next claim on, each text written as that one carries it. Gives their ids. */
export async function moveCampaigns(
  sql: Sql,
  { from, to, reason, now }: { from: string; to: string; reason: string; now: Instant },
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with moved as (
      update campaigns c set gateway_id = case when c.gateway_id = ${from} then ${to} else c.gateway_id end, updated_at = ${now}
      where ${sendsOver(sql, from)} returning c.id
    ), places as (
      update campaign_places set gateway_id = ${to} where gateway_id = ${from} and campaign_id in (select id from moved)
    ), audited as (
      insert into audit (at, actor, action, entity, entity_id, before, after)
      select ${now}::timestamptz, ${house}::text, 'campaign.tuned', 'campaign', id, jsonb_build_object('gatewayId', ${from}::text),
        jsonb_build_object('gatewayId', ${to}::text, 'reason', ${`failover:${reason}`}::text)
      from moved
    ), told as (
      insert into outbox (kind, target, available_at, created_at) select 'campaign', id, ${now}::timestamptz, ${now}::timestamptz from moved
    )
    select id, pg_notify(${outboxChannel}, '') from moved`;
  return rows.map(({ id }) => id);
}

/** Whether a gateway has texts that were put off again and again. */
export async function hasPutOff(sql: Sql, gatewayId: string): Promise<boolean> {
  const rows =
    await sql`select 1 from messages where gateway_id = ${gatewayId} and state = 'queued' and campaign_id is null and ${putOff(sql)} limit 1`;
  return rows.length > 0;
}

/** As the index has it. */
function putOff(sql: SqlRunner) {
  return sql`retries >= ${sql.unsafe(String(mostRetries))}`;
}

/** Hands texts to another gateway, written and priced as that one carries them; their first try there is due now. */
export async function moveMessages(
  tx: SqlRunner,
  moved: readonly (CarriedText & { id: number })[],
  { from, to, reason, now }: { from: string; to: string; reason: string; now: Instant },
): Promise<void> {
  if (moved.length === 0) return;
  await tx`
    with moved as (
      select * from json_to_recordset(${JSON.stringify(moved)}::text::json) as v (id bigint, text text, segments smallint, encoding text, cost numeric)
    ), changed as (
      update messages m set gateway_id = ${to}, text = v.text, segments = v.segments, encoding = v.encoding, cost = v.cost, retries = 0,
        not_before = least(m.not_before, ${now}::timestamptz), reason = null, updated_at = ${now}
      from moved v where m.id = v.id returning m.id
    ), events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, 'queued', jsonb_build_object('reason', ${`failover:${reason}`}::text, 'gatewayId', ${to}::text, 'from', ${from}::text)
      from changed
    )
    insert into outbox (kind, target, available_at, created_at) values ('gateway', ${to}, ${now}, ${now})`;
  await tx`select pg_notify(${outboxChannel}, '')`;
}
