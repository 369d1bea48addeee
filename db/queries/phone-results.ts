import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { MessageState } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { customerPhones, messages } from '../schema/index.ts';

/** What became of a text. `at`: since when that is known. */
export type PhoneResult = { messageId: number; state: MessageState; reason: string | null; at: Instant };

/** States of a text that say something of the phone itself: it left, or the provider refused the number. */
const telling: MessageState[] = ['accepted', 'delivered', 'undelivered', 'refused', 'unknown'];

/** The phones of a customer in their order, as they were typed, each with what became of the newest text that left for it in this customer's name. */
export async function readPhoneResults(db: Executor, customerId: string): Promise<{ raw: string; result: PhoneResult | null }[]> {
  const { id, state, reason, sentAt, deliveredAt, updatedAt } = messages;
  const newest = db
    .select({ id, state, reason, sentAt, deliveredAt, updatedAt })
    .from(messages)
    .where(
      and(
        eq(messages.address, customerPhones.number),
        eq(messages.customerId, customerPhones.customerId),
        inArray(messages.state, telling),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(1)
    .as('newest');
  const rows = await db
    .select({
      raw: customerPhones.raw,
      messageId: newest.id,
      state: newest.state,
      reason: newest.reason,
      sentAt: newest.sentAt,
      deliveredAt: newest.deliveredAt,
      updatedAt: newest.updatedAt,
    })
    .from(customerPhones)
    .leftJoinLateral(newest, sql`true`)
    .where(eq(customerPhones.customerId, customerId))
    .orderBy(asc(customerPhones.position));
  return rows.map(({ raw, messageId, state, reason, sentAt, deliveredAt, updatedAt: changedAt }) => {
    if (messageId === null || state === null || changedAt === null) return { raw, result: null };
    const known = state === 'delivered' ? deliveredAt : state === 'accepted' ? sentAt : null;
    return { raw, result: { messageId, state, reason, at: known ?? changedAt } };
  });
}
