import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ReplyIntent } from '../../domain/reply-intent.ts';
import { instant, serialId } from '../columns.ts';

/** What people answered, kept as it came. Without foreign keys: an answer outlives the gateway, the message and the customer. */
export const replies = pgTable(
  'replies',
  {
    id: serialId(),
    gatewayId: text().notNull(),
    /** The provider's id of this reply. */
    providerReplyId: text(),
    /** E.164 where the number can be read, else as it came. */
    phone: text().notNull(),
    /** The number or short code that was answered. */
    answered: text(),
    text: text().notNull(),
    /** By the provider's clock. */
    at: instant(),
    receivedAt: instant().notNull(),
    intent: text().$type<ReplyIntent>().notNull(),
    customerId: text(),
    messageId: bigint({ mode: 'number' }),
    /** When somebody read it, and who; what the house understood by itself needs no reader. */
    readAt: instant(),
    readBy: text(),
  },
  (t) => [
    uniqueIndex('replies_once').on(t.gatewayId, t.providerReplyId).where(sql`${t.providerReplyId} is not null`),
    index('replies_by_phone').on(t.phone, t.id),
    index('replies_by_customer').on(t.customerId, t.id).where(sql`${t.customerId} is not null`),
    index('replies_by_message').on(t.messageId).where(sql`${t.messageId} is not null`),
    index('replies_by_intent').on(t.intent, t.id),
    index('replies_unread').on(t.id).where(sql`${t.intent} = 'other' and ${t.readAt} is null`),
    check('replies_intent', sql`${t.intent} in ('opt-out','wrong-person','other')`),
  ],
);
