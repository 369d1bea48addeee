import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { replies } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { ofUnits } from './unit-of.ts';

/** Replies that wait for somebody to read them: what the words asked for by themselves was done already. In the words of their index. */
export function isUnread(): SQL | undefined {
  return and(sql`${replies.intent} = 'other'`, isNull(replies.readAt));
}

/** Notes that a reply was read, or takes that back. Who read first stays the reader. `null`: there is no such reply. */
export async function markReply(
  tx: Executor,
  { id, read }: { id: string; read: boolean },
  { now, actor }: { now: Instant; actor: string },
): Promise<{ number: number; changed: boolean } | null> {
  const number = /^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0;
  const [before] = await tx
    .select({ readAt: replies.readAt, readBy: replies.readBy })
    .from(replies)
    .where(eq(replies.id, number))
    .for('update');
  if (before === undefined) return null;
  if ((before.readAt !== null) === read) return { number, changed: false };
  const after = read ? { readAt: now, readBy: actor } : { readAt: null, readBy: null };
  await tx.update(replies).set(after).where(eq(replies.id, number));
  const action = read ? 'reply.read' : 'reply.unread';
  await writeAudit(tx, [{ at: now, actor, action, entity: 'reply', entityId: id, before, after }]);
  return { number, changed: true };
}

/** Replies that nobody has read yet, counted up to `most`. */
export async function countUnread(db: Executor, { units, most }: { units: readonly string[] | undefined; most: number }): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count
    from (select 1 from ${replies} where ${and(isUnread(), ofUnits(replies.customerId, units))} limit ${most}) as unread`);
  return row?.count ?? 0;
}
