import { addMs, type Instant } from './instants.ts';

/** After `most` failures in a row an account or an address is closed for `lockMs` from the last one, and then gets one try at a time. */
export type LockRule = { most: number; lockMs: number; forgottenAfterMs: number };

const quarterHour = 15 * 60_000;
const day = 24 * 3_600_000;

/** A person mistypes a few times; an address may be an office with many people behind it. */
export const accountLock: LockRule = { most: 5, lockMs: quarterHour, forgottenAfterMs: day };
export const addressLock: LockRule = { most: 50, lockMs: quarterHour, forgottenAfterMs: day };

/** Letters to one mailbox, or asked for from one address. */
export const letterLock: LockRule = { most: 5, lockMs: quarterHour, forgottenAfterMs: quarterHour };

/** A code of an authenticator app opens once; it is a code for a minute and a half. */
export const codeOnce: LockRule = { most: 1, lockMs: 2 * 60_000, forgottenAfterMs: quarterHour };

/** Until when the next try has to wait; null: it may come now. */
export function lockedUntil(
  { count, lastAt }: { count: number; lastAt: Instant },
  { most, lockMs }: LockRule,
  now: Instant,
): Instant | null {
  const until = addMs(lastAt, lockMs);
  return count >= most && until > now ? until : null;
}
