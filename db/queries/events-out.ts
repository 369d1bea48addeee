import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { WebhookEventType } from '../../domain/webhook-events.ts';
import type { Executor, SqlRunner } from '../client.ts';
import { outboxChannel } from './outbox.ts';

/** Something that happened. `data` holds ids and states; `details` what only a webhook that asks for everything may know. */
export type EventOut = { type: WebhookEventType; data: Record<string, unknown>; details?: Record<string, unknown> };

/** How long a delivery is tried again. */
export const retriedDays = 3;

/**
 * Tells of an event, in the transaction of what happened: one delivery for each enabled webhook that asks for it, and their workflows
 * are called. Without a webhook it costs one statement that finds none.
 */
export async function pushEvent(tx: Executor, { now, ...event }: EventOut & { now: Instant }): Promise<void> {
  await pushEvents(tx, [event], now);
}

/** The same for many events at once. */
export async function pushEvents(tx: Executor, events: readonly EventOut[], now: Instant): Promise<void> {
  if (events.length === 0) return;
  const told = await tx.execute(sql`
    with events as materialized (
      select 'evt_' || gen_random_uuid() as id, e.*
      from json_to_recordset(${JSON.stringify(events)}::text::json) as e (type text, data jsonb, details jsonb)
    ), told as (
      insert into webhook_deliveries (webhook_id, event_id, type, data, state, next_attempt_at, give_up_at, created_at)
      select w.id, e.id, e.type, case w.detail when 'full' then e.data || coalesce(e.details, '{}') else e.data end, 'pending',
        ${now}::timestamptz, ${now}::timestamptz + make_interval(days => ${retriedDays}), ${now}::timestamptz
      from webhooks w join events e on w.events ?| array[e.type, split_part(e.type, '.', 1) || '.*']
      where w.enabled
      returning webhook_id
    )
    insert into outbox (kind, target, available_at, created_at)
    select distinct 'webhook', webhook_id, ${now}::timestamptz, ${now}::timestamptz from told returning id`);
  if (told.length > 0) await tx.execute(sql`select pg_notify(${outboxChannel}, '')`);
}

/** The same for transactions of statements by hand: one event of ids and states. */
export async function tellEvent(tx: SqlRunner, { type, data, now }: Pick<EventOut, 'type' | 'data'> & { now: Instant }): Promise<void> {
  const told = await tx`
    with event as materialized (select 'evt_' || gen_random_uuid() as id), told as (
      insert into webhook_deliveries (webhook_id, event_id, type, data, state, next_attempt_at, give_up_at, created_at)
      select w.id, e.id, ${type}, ${JSON.stringify(data)}::text::jsonb, 'pending', ${now}::timestamptz,
        ${now}::timestamptz + make_interval(days => ${retriedDays}), ${now}::timestamptz
      from webhooks w cross join event e where w.enabled and w.events ?| array[${type}, split_part(${type}, '.', 1) || '.*']
      returning webhook_id
    )
    insert into outbox (kind, target, available_at, created_at)
    select distinct 'webhook', webhook_id, ${now}::timestamptz, ${now}::timestamptz from told returning id`;
  if (told.length > 0) await tx`select pg_notify(${outboxChannel}, '')`;
}

/**
 * For statements by hand that change messages: parts of their `with`, to be put after the part named `changed`, which must give `id`,
 * `state` and `reason` of the messages that changed. Costs nothing where no webhook asks for messages.
 */
export function messageEventsOut(sql: SqlRunner, { changed, now }: { changed: string; now: Instant }) {
  return sql`
    event_deliveries as (
      insert into webhook_deliveries (webhook_id, event_id, type, data, state, next_attempt_at, give_up_at, created_at)
      select w.id, 'evt_' || md5(${now}::text || m.id || e.state), 'message.' || e.state,
        jsonb_strip_nulls(jsonb_build_object('messageId', m.id::text, 'state', e.state, 'reason', e.reason, 'kind', m.kind,
          'customerId', m.customer_id, 'chargeId', m.charge_id, 'stepId', m.step_id::text, 'rule', m.rule, 'gatewayId', m.gateway_id))
          || case w.detail when 'full' then jsonb_build_object('to', m.address, 'text', m.text) else '{}' end,
        'pending', ${now}::timestamptz, ${now}::timestamptz + make_interval(days => ${retriedDays}), ${now}::timestamptz
      from webhooks w cross join ${sql(changed)} e join messages m on m.id = e.id
      where w.enabled and e.state not in ('queued', 'sending') and w.events ?| array['message.' || e.state, 'message.*']
      on conflict do nothing
      returning webhook_id
    ), event_calls as (
      insert into outbox (kind, target, available_at, created_at)
      select distinct 'webhook', webhook_id, ${now}::timestamptz, ${now}::timestamptz from event_deliveries
    )`;
}
