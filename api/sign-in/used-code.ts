import { beginTry } from '../../db/queries/sign-in-failures.ts';
import { nowOf } from '../../domain/clock.ts';
import { codeOnce } from '../../domain/sign-in-lock.ts';
import type { ApiDeps } from '../context.ts';

/** Takes a code of the app that was right; false when it was used before: who saw it being typed does not get in with it (RFC 6238, 5.2). */
export async function takeCode({ db, clock }: ApiDeps, { userId, code }: { userId: string; code: string }): Promise<boolean> {
  const taken = await beginTry(db.db, { key: `code:${userId}:${code}`, rule: codeOnce, now: nowOf(clock) });
  return taken.kind === 'open';
}
