import { writeAudit } from '../../db/queries/audit.ts';
import { beginTry, forgetTries, type Try, takeTryBack } from '../../db/queries/sign-in-failures.ts';
import { findUserByEmail } from '../../db/queries/users.ts';
import { nowOf } from '../../domain/clock.ts';
import { epochMs, type Instant } from '../../domain/instants.ts';
import { accountLock, addressLock } from '../../domain/sign-in-lock.ts';
import type { ApiDeps } from '../context.ts';
import { Problem } from '../problem.ts';

export type Attempt = {
  /** The password was right: neither the account nor the address is held against anybody for this try. */
  succeeded(): Promise<void>;
};

/** Takes one try of an account from an address; throws 429 while either is closed. A known and an unknown account look the same. */
export async function beginAttempt(deps: ApiDeps, { email, address }: { email: string; address: string }): Promise<Attempt> {
  const db = deps.db.db;
  const now = nowOf(deps.clock);
  const keys = { address: `address:${address}`, account: `account:${email}` };
  const byAddress = await beginTry(db, { key: keys.address, rule: addressLock, now });
  refuseLocked(byAddress, now);
  const byAccount = await beginTry(db, { key: keys.account, rule: accountLock, now });
  refuseLocked(byAccount, now);
  if (byAccount.failures === accountLock.most) await auditLock(deps, { email, address, now });
  return {
    async succeeded() {
      await takeTryBack(db, keys.address);
      await forgetTries(db, keys.account);
    },
  };
}

/** The last try before the account closes: it may still be the right password, which opens it at once. */
async function auditLock({ db }: ApiDeps, { email, address, now }: { email: string; address: string; now: string }): Promise<void> {
  const user = await findUserByEmail(db.db, email);
  if (user === null) return;
  const entry = { at: now, actor: `address:${address}`, action: 'user.locked', entity: 'user', entityId: user.id };
  await writeAudit(db.db, [{ ...entry, after: { failures: accountLock.most } }]);
}

/** 429 for a try that has to wait. */
export function refuseLocked(tried: Try, now: Instant): asserts tried is Extract<Try, { kind: 'open' }> {
  if (tried.kind === 'open') return;
  const retryAfterSeconds = Math.max(1, Math.ceil((epochMs(tried.until) - epochMs(now)) / 1000));
  const minutes = Math.ceil(retryAfterSeconds / 60);
  throw new Problem(
    429,
    'too-many-tries',
    {
      pt: `Muitas tentativas sem sucesso. Tente de novo em ${minutes} min, ou peça uma senha nova a um administrador.`,
      en: `Too many tries without success. Try again in ${minutes} min, or ask an administrator for a new password.`,
    },
    { retryAfterSeconds },
  );
}
