import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import type { Db } from '../client.ts';
import { credentials, secondFactors, sessions, users, verifications } from '../schema/index.ts';

/** Our tables under the sign-in library's names for them. */
export function signInStore(db: Db) {
  return drizzleAdapter(db, {
    provider: 'pg',
    transaction: true,
    schema: { user: users, account: credentials, session: sessions, verification: verifications, twoFactor: secondFactors },
  });
}
