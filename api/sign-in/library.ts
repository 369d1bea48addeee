import { createHash, hkdfSync } from 'node:crypto';
import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins';
import type { Logger } from 'pino';
import type { Db } from '../../db/client.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { forgetTries } from '../../db/queries/sign-in-failures.ts';
import { signInStore } from '../../db/queries/sign-in-store.ts';
import { notePasswordChosen, readUser } from '../../db/queries/users.ts';
import type { SealingKey } from '../../db/sealed.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instants.ts';
import { passwordLength } from '../../domain/password-rules.ts';
import type { Mailer } from './mailer.ts';
import { resetCodeMinutes, resetLetter } from './reset-letter.ts';

/** A browser left alone for so long has to sign in again. */
const idleSeconds = 12 * 3_600;
const refreshedEverySeconds = 600;

/** The name of the cookie of a session. */
export const sessionCookie = 'regua.session_token';

/** The one header that the library takes a caller's address from; ours, never the caller's. */
export const addressHeader = 'x-regua-address';

type Options = {
  db: Db;
  clock: Clock;
  keys: readonly [SealingKey, ...SealingKey[]];
  mailer: Mailer;
  publicUrl: URL | null;
  log: Logger;
};

/**
 * The sign-in library on our tables: passwords, sessions, second factors. Its own routes are not served: ours call it, in our words and
 * behind our limits. Its secrets are derived from the sealing keys, so that rotating those rotates these.
 */
export function createSignIn({ db, clock, keys, mailer, publicUrl, log }: Options) {
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
      resetPasswordTokenExpiresIn: resetCodeMinutes * 60,
      sendResetPassword: async ({ user: { id, name, email }, token }) => {
        if (await isEnabled(db, id)) await mailer.send(resetLetter({ name, email }, `${id}.${token}`, publicUrl));
      },
      onPasswordReset: ({ user: { id, email } }) => notePasswordReset(db, { id, email, now: nowOf(clock) }),
    },
    session: { expiresIn: idleSeconds, updateAge: refreshedEverySeconds },
    plugins: [twoFactor({ issuer: 'Régua' })],
    databaseHooks: {
      session: { create: { before: ({ userId }) => isEnabled(db, userId) } },
    },
    verification: { storeIdentifier: 'hashed' },
    advanced: {
      // A letter takes its time, and a person who is not there takes none: the answer waits for neither.
      backgroundTasks: { handler: (task) => void task.catch((error) => log.error({ reason: nameOf(error) }, 'sign-in task failed')) },
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

async function isEnabled(db: Db, userId: string): Promise<boolean> {
  return (await readUser(db, userId))?.disabledAt === null;
}

/** The person chose the password and is let in with it, whatever was tried before. */
async function notePasswordReset(db: Db, { id, email, now }: { id: string; email: string; now: Instant }): Promise<void> {
  await db.transaction(async (tx) => {
    await notePasswordChosen(tx, id, now);
    await forgetTries(tx, `account:${email}`);
    await writeAudit(tx, [{ at: now, actor: `user:${id}`, action: 'user.password-reset', entity: 'user', entityId: id }]);
  });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/** A version has to be a number, and the same one whatever place a key has in the list. */
function derivedSecret({ id, key }: SealingKey): { version: number; value: string } {
  const version = createHash('sha256').update(id).digest().readUInt32BE(0);
  return { version, value: Buffer.from(hkdfSync('sha256', key, '', 'regua sign-in', 32)).toString('hex') };
}
