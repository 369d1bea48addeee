import { and, eq, ne, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Grant, Role } from '../../domain/permissions.ts';
import type { Executor } from '../client.ts';
import { credentials, secondFactors, users } from '../schema/index.ts';
import { byNewest, type Page, type PageRequest, pageOf } from './paging.ts';
import { endSessions } from './sessions.ts';

/** A person of the staff, without what they sign in with. */
export type User = {
  id: string;
  name: string;
  email: string;
  role: Role;
  grants: Grant[];
  /** Null: all of them. */
  units: string[] | null;
  disabledAt: Instant | null;
  mustChangePassword: boolean;
  secondFactor: boolean;
  lastSignInAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
};

type UserRow = typeof users.$inferSelect;

/** What an administrator decides of a person. */
export type UserFields = Pick<User, 'name' | 'email' | 'role' | 'grants' | 'units'>;

const password = 'credential';

/** Stores a new person with a password that has to be changed. False when the e-mail is somebody's already. */
export async function createUser(
  tx: Executor,
  { id, passwordHash, now, ...fields }: UserFields & { id: string; passwordHash: string; now: Instant },
): Promise<boolean> {
  const moments = { createdAt: new Date(now), updatedAt: new Date(now) };
  const rows = await tx
    .insert(users)
    .values({ id, ...fields, mustChangePassword: true, ...moments })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  if (rows.length === 0) return false;
  await tx.insert(credentials).values({ id, userId: id, accountId: id, providerId: password, password: passwordHash, ...moments });
  return true;
}

export async function readUser(db: Executor, id: string): Promise<User | null> {
  const [row] = await db.select().from(users).where(eq(users.id, id));
  return row === undefined ? null : userOf(row);
}

/** For a change: nobody else changes this person until the transaction ends. */
export async function lockUser(tx: Executor, id: string): Promise<User | null> {
  const [row] = await tx.select().from(users).where(eq(users.id, id)).for('update');
  return row === undefined ? null : userOf(row);
}

export async function findUserByEmail(db: Executor, email: string): Promise<User | null> {
  const [row] = await db.select().from(users).where(eq(users.email, email.toLowerCase()));
  return row === undefined ? null : userOf(row);
}

/** Everybody, newest first, the disabled too. */
export async function listUsers(db: Executor, page: PageRequest): Promise<Page<User>> {
  const { order, start } = byNewest(users.createdAt, users.id, page.after);
  const rows = await db
    .select()
    .from(users)
    .where(start)
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, ({ createdAt, id }) => ({ key: createdAt.toISOString(), id }), userOf);
}

/** Writes what an administrator decided. False when the e-mail is somebody else's. */
export async function changeUser(
  tx: Executor,
  { id, now, ...fields }: Pick<User, 'id' | 'disabledAt' | 'mustChangePassword'> & UserFields & { now: Instant },
): Promise<boolean> {
  const [taken] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, fields.email), ne(users.id, id)));
  if (taken !== undefined) return false;
  await tx
    .update(users)
    .set({ ...fields, updatedAt: new Date(now) })
    .where(eq(users.id, id));
  return true;
}

/** Gives a password that somebody else made: it has to be changed, and whoever is signed in has to sign in again. */
export async function giveOneTimePassword(tx: Executor, { id, hash, now }: { id: string; hash: string; now: Instant }): Promise<void> {
  const updatedAt = new Date(now);
  await tx
    .update(credentials)
    .set({ password: hash, updatedAt })
    .where(and(eq(credentials.userId, id), eq(credentials.providerId, password)));
  await tx.update(users).set({ mustChangePassword: true, updatedAt }).where(eq(users.id, id));
  await endSessions(tx, { userId: id });
}

/** The person chose the password. */
export async function notePasswordChosen(tx: Executor, id: string, now: Instant): Promise<void> {
  await tx
    .update(users)
    .set({ mustChangePassword: false, updatedAt: new Date(now) })
    .where(eq(users.id, id));
}

export async function noteSignIn(tx: Executor, id: string, now: Instant): Promise<void> {
  await tx.update(users).set({ lastSignInAt: now }).where(eq(users.id, id));
}

/** Takes the second factor away from somebody who lost it. */
export async function removeSecondFactor(tx: Executor, id: string): Promise<void> {
  await tx.delete(secondFactors).where(eq(secondFactors.userId, id));
  await tx.update(users).set({ twoFactorEnabled: false }).where(eq(users.id, id));
}

/** Whether someone else could still administer: the house must never be without. Holds the others until the transaction ends. */
export async function hasOtherAdministrator(tx: Executor, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'administrator'), ne(users.id, id), sql`${users.disabledAt} is null and ${users.units} is null`))
    .for('update');
  return rows.length > 0;
}

function userOf({ emailVerified: _verified, twoFactorEnabled, createdAt, updatedAt, ...row }: UserRow): User {
  return { ...row, secondFactor: twoFactorEnabled, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
