import { and, eq, lt, sql } from 'drizzle-orm';
import { addMs, type Instant } from '../../domain/instants.ts';
import { type LockRule, lockedUntil } from '../../domain/sign-in-lock.ts';
import type { Executor } from '../client.ts';
import { signInFailures } from '../schema/index.ts';

/** `failures`: in a row, should this try fail too. */
export type Try = { kind: 'open'; failures: number } | { kind: 'locked'; until: Instant };

/** Counts a try as failed before it is made, so that many at once cannot slip through together. Clears what is too old to matter among keys of its kind. */
export async function beginTry(db: Executor, { key, rule, now }: { key: string; rule: LockRule; now: Instant }): Promise<Try> {
  const { count, lastAt } = signInFailures;
  const ofItsKind = sql`split_part(${signInFailures.key}, ':', 1) = split_part(${key}::text, ':', 1)`;
  await db.delete(signInFailures).where(and(lt(lastAt, addMs(now, -rule.forgottenAfterMs)), ofItsKind));
  const [begun] = await db
    .insert(signInFailures)
    .values({ key, count: 1, lastAt: now })
    .onConflictDoUpdate({
      target: signInFailures.key,
      set: { count: sql`${count} + 1`, lastAt: now },
      setWhere: sql`${count} < ${rule.most} or ${lastAt} <= ${addMs(now, -rule.lockMs)}`,
    })
    .returning({ failures: count });
  if (begun !== undefined) return { kind: 'open', failures: begun.failures };
  const [row] = await db.select().from(signInFailures).where(eq(signInFailures.key, key));
  return { kind: 'locked', until: (row && lockedUntil(row, rule, now)) ?? now };
}

/** The try went well after all: the key is as if nothing had been. */
export async function forgetTries(db: Executor, key: string): Promise<void> {
  await db.delete(signInFailures).where(eq(signInFailures.key, key));
}

/** Takes one try back: a good sign-in must not clear the tries that others make from the same address. */
export async function takeTryBack(db: Executor, key: string): Promise<void> {
  await db
    .update(signInFailures)
    .set({ count: sql`greatest(${signInFailures.count} - 1, 0)` })
    .where(eq(signInFailures.key, key));
}
