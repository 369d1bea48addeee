import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ReceiptState } from '../../domain/receipts.ts';
import { instant, serialId } from '../columns.ts';
import { gateways } from './gateways.ts';

/**
 * What providers said that a message has not taken up: receipts of texts that nobody knows (yet), and those of single parts, which wait
 * for the others. What a message took up is in its events.
 */
export const receipts = pgTable(
  'receipts',
  {
    id: serialId(),
    gatewayId: text()
      .notNull()
      .references(() => gateways.id, { onDelete: 'cascade' }),
    /** Our id as it came back; null where the provider does not carry it. */
    ourId: bigint({ mode: 'number' }),
    phoneTag: text(),
    providerId: text(),
    part: smallint(),
    state: text().$type<ReceiptState>().notNull(),
    /** By the provider's clock. */
    at: instant(),
    detail: text().notNull(),
    receivedAt: instant().notNull(),
    /** The message whose part this is; null while the receipt is nobody's. */
    messageId: bigint({ mode: 'number' }),
  },
  (t) => [
    uniqueIndex('receipts_once').on(
      t.gatewayId,
      sql`coalesce(${t.ourId}, 0)`,
      sql`coalesce(${t.providerId}, '')`,
      sql`coalesce(${t.part}, 0)`,
      t.state,
    ),
    index('receipts_waiting').on(t.gatewayId, t.receivedAt).where(sql`${t.messageId} is null`),
    index('receipts_of_parts').on(t.messageId).where(sql`${t.messageId} is not null`),
    check('receipts_state', sql`${t.state} in ('accepted','refused','undelivered','delivered')`),
    check('receipts_id', sql`${t.ourId} is not null or ${t.providerId} is not null`),
  ],
);
