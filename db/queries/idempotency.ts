import { and, eq, gt, lte, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import { addMs } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { idempotencyKeys } from '../schema/index.ts';

const keptMs = 72 * 3_600_000;
/** Each new key clears a few old ones, so the table needs no cleaner. */
const clearedAtOnce = 20;

export type IdempotencyClaim = { caller: string; key: string; requestHash: string; now: Instant };

export type IdempotencyState =
  | { kind: 'first' }
  | { kind: 'running' }
  | { kind: 'other-request' }
  | { kind: 'answered'; status: number; answer: unknown };

/**
 * Claims a key for the caller's transaction. Until that ends every other request with the same key is told `running`; afterwards the
 * remembered answer says what happened. A transaction that fails leaves the key free.
 */
export async function claimIdempotencyKey(tx: Executor, { caller, key, requestHash, now }: IdempotencyClaim): Promise<IdempotencyState> {
  const [lock] = await tx.execute<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`idempotency ${caller} ${key}`}, 0)) as taken`,
  );
  if (!lock?.taken) return { kind: 'running' };
  const [known] = await tx
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.caller, caller), eq(idempotencyKeys.key, key), gt(idempotencyKeys.expiresAt, now)));
  if (known === undefined || known.status === null) return { kind: 'first' };
  if (known.requestHash !== requestHash) return { kind: 'other-request' };
  return { kind: 'answered', status: known.status, answer: known.answer };
}

/** Keeps the answer for 72 hours, in the transaction of the write that it tells of. */
export async function rememberAnswer(
  tx: Executor,
  { caller, key, requestHash, now }: IdempotencyClaim,
  { status, answer }: { status: number; answer: unknown },
): Promise<void> {
  await tx.execute(sql`
    delete from ${idempotencyKeys} where (caller, key) in (
      select caller, key from ${idempotencyKeys} where ${lte(idempotencyKeys.expiresAt, now)} limit ${clearedAtOnce} for update skip locked
    )`);
  const row = { requestHash, status, answer, createdAt: now, expiresAt: addMs(now, keptMs) };
  await tx
    .insert(idempotencyKeys)
    .values({ caller, key, ...row })
    .onConflictDoUpdate({ target: [idempotencyKeys.caller, idempotencyKeys.key], set: row });
}
