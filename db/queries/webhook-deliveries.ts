import { and, eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import { testEvent } from '../../domain/webhook-events.ts';
import type { Executor } from '../client.ts';
import { webhookDeliveries, webhooks } from '../schema/index.ts';
import { retriedDays } from './events-out.ts';
import { pushOutbox } from './outbox.ts';
import { byNumber, type Page, type PageRequest, pageOf } from './paging.ts';

export type Delivery = typeof webhookDeliveries.$inferSelect;

export type DeliveryFilter = {
  webhookId?: string | undefined;
  state?: Delivery['state'] | undefined;
};

/** Deliveries that fit the filter, newest first. */
export async function listDeliveries(db: Executor, filter: DeliveryFilter, page: PageRequest): Promise<Page<Delivery>> {
  const { order, start } = byNumber(webhookDeliveries.id, page.after);
  const rows = await db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        filter.webhookId === undefined ? undefined : eq(webhookDeliveries.webhookId, filter.webhookId),
        filter.state === undefined ? undefined : eq(webhookDeliveries.state, filter.state),
        start,
      ),
    )
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(
    rows,
    page.limit,
    ({ id }) => ({ key: '', id: String(id) }),
    (row) => row,
  );
}

/** An event for this webhook alone, to see at once whether it arrives. */
export async function pushTestDelivery(tx: Executor, webhookId: string, now: Instant): Promise<Delivery> {
  const [delivery] = await tx
    .insert(webhookDeliveries)
    .values({
      webhookId,
      eventId: sql`'evt_' || gen_random_uuid()`,
      type: testEvent,
      data: { webhookId },
      state: 'pending',
      nextAttemptAt: now,
      giveUpAt: sql`${now}::timestamptz + interval '10 minutes'`,
      createdAt: now,
    })
    .returning();
  if (delivery === undefined) throw new Error(`The test of webhook ${webhookId} was not written.`);
  await tx.update(webhooks).set({ restUntil: null }).where(eq(webhooks.id, webhookId));
  await pushOutbox(tx, 'webhook', [webhookId], now);
  return delivery;
}

export type Replay = { deliveryIds: number[] } | { webhookId: string; since: Instant };

/**
 * Sends deliveries again under their own `webhook-id`, for another three days: the named ones, or what a webhook failed to take. Gives
 * the ids.
 */
export async function replayDeliveries(tx: Executor, replay: Replay, now: Instant): Promise<number[]> {
  const which =
    'deliveryIds' in replay
      ? sql`id = any(${`{${replay.deliveryIds.join(',')}}`}::bigint[])`
      : sql`webhook_id = ${replay.webhookId} and state = 'failed' and created_at >= ${replay.since}`;
  const rows = await tx.execute<{ id: number; webhook_id: string }>(sql`
    update webhook_deliveries set state = 'pending', attempts = 0, next_attempt_at = ${now},
      give_up_at = ${now}::timestamptz + make_interval(days => ${retriedDays}), delivered_at = null
    where ${which} returning id::float8 as id, webhook_id`);
  await pushOutbox(tx, 'webhook', [...new Set(rows.map((row) => row.webhook_id))], now);
  return rows.map(({ id }) => id);
}
