import { createHash, hkdfSync } from 'node:crypto';
import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins';
import type { Logger } from 'pino';
import type { Db } from '../../db/client.ts';
import { signInStore } from '../../db/queries/sign-in-store.ts';
import { readUser } from '../../db/queries/users.ts';
import type { SealingKey } from '../../db/sealed.ts';
import { passwordLength } from '../../domain/password-rules.ts';

/** A browser left alone for so long has to sign in again. */
const idleSeconds = 12 * 3_600;
const refreshedEverySeconds = 600;

/** The name of the cookie of a session. */
export const sessionCookie = 'regua.session_token';

/** The one header that the library takes a caller's address from; ours, never the caller's. */
export const addressHeader = 'x-regua-address';

type Options = { db: Db; keys: readonly [SealingKey, ...SealingKey[]]; log: Logger };

/**
 * The sign-in library on our tables: passwords, sessions, second factors. Its own routes are not served: ours call it, in our words and
 * behind our limits. Its secrets are derived from the sealing keys, so that rotating those rotates these.
 */
export function createSignIn({ db, keys, log }: Options) {
  return betterAuth({
    appName: 'Régua',
    baseURL: 'http://localhost', // no link is made of it
    basePath: '/auth',
    secrets: keys.map(derivedSecret),
    database: signInStore(db),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: idleSeconds, updateAge: refreshedEverySeconds },
    plugins: [twoFactor({ issuer: 'Régua' })],
    databaseHooks: {
      session: { create: { before: async ({ userId }) => (await readUser(db, userId))?.disabledAt === null } },
    },
    advanced: {
      cookiePrefix: 'regua',
      useSecureCookies: false, // the attribute is set where the answer leaves, which knows how it was asked
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { validateSchema: false }, // columns of other ways to sign in are not kept
    },
    rateLimit: { enabled: false }, // ours is shared by all processes
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.error({ reason: message }, 'sign-in fault') },
  });
}

export type SignIn = ReturnType<typeof createSignIn>;

/** A version has to be a number, and the same one whatever place a key has in the list. */
function derivedSecret({ id, key }: SealingKey): { version: number; value: string } {
  const version = createHash('sha256').update(id).digest().readUInt32BE(0);
  return { version, value: Buffer.from(hkdfSync('sha256', key, '', 'regua sign-in', 32)).toString('hex') };
}
