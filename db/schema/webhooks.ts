import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, rowTimes, serialId } from '../columns.ts';

/** Where a system outside wants to hear of events. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: text().primaryKey(),
    url: text().notNull(),
    /** Events by name or family: `charge.milestone`, `message.*`. */
    events: jsonb().$type<string[]>().notNull(),
    /** `ids`: ids and states only. `full`: phones and texts too. */
    detail: text().$type<'ids' | 'full'>().notNull(),
    enabled: boolean().notNull(),
    /** Sealed. After a rotation the one before signs too, until its time is over. */
    secret: text().notNull(),
    previousSecret: text(),
    previousSecretUntil: instant(),
    /** Calls in a row without an answer, and until when the address is left in peace because of them. */
    unanswered: integer().notNull().default(0),
    restUntil: instant(),
    ...rowTimes,
  },
  (t) => [index('webhooks_by_creation').on(t.createdAt, t.id), check('webhooks_detail', sql`${t.detail} in ('ids','full')`)],
);

/** One event for one webhook, until it was taken or given up. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: serialId(),
    webhookId: text()
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    /** `webhook-id`: the same over all attempts, and for every webhook that hears of the event. */
    eventId: text().notNull(),
    type: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text().$type<'pending' | 'delivered' | 'failed'>().notNull(),
    attempts: smallint().notNull().default(0),
    /** Pushed ahead while a call is under way, so that a process that dies gives it back. */
    nextAttemptAt: instant().notNull(),
    /** Retried until then. */
    giveUpAt: instant().notNull(),
    deliveredAt: instant(),
    /** Of the last attempt: the status, or why there was none. */
    status: smallint(),
    fault: text(),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('webhook_deliveries_once').on(t.webhookId, t.eventId),
    index('webhook_deliveries_due').on(t.webhookId, t.nextAttemptAt, t.id).where(sql`${t.state} = 'pending'`),
    index('webhook_deliveries_by_customer').on(sql`(${t.data} ->> 'customerId')`).where(sql`${t.data} ? 'customerId'`),
    index('webhook_deliveries_by_webhook').on(t.webhookId, t.id),
    index('webhook_deliveries_undelivered').on(t.state, t.id).where(sql`${t.state} <> 'delivered'`),
    index('webhook_deliveries_over').on(t.webhookId, t.createdAt).where(sql`${t.state} <> 'pending'`),
    check('webhook_deliveries_state', sql`${t.state} in ('pending','delivered','failed')`),
  ],
);
