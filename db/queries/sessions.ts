import { and, desc, eq, gt, ne } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { sessions } from '../schema/index.ts';

export type Session = {
  id: string;
  createdAt: Instant;
  /** At most ten minutes old while it is used. */
  lastUsedAt: Instant;
  expiresAt: Instant;
  address: string | null;
  userAgent: string | null;
};

/** Where a person is signed in, the newest first. Its clock is the sign-in library's: that of the machine. */
export async function listSessions(db: Executor, userId: string): Promise<Session[]> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, new Date())))
    .orderBy(desc(sessions.createdAt), desc(sessions.id));
  return rows.map(({ id, createdAt, updatedAt, expiresAt, ipAddress, userAgent }) => ({
    id,
    createdAt: createdAt.toISOString(),
    lastUsedAt: updatedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    address: ipAddress || null,
    userAgent: userAgent || null,
  }));
}

/** Ends one session of a person. False when there is none of that id. */
export async function endSession(tx: Executor, { id, userId }: { id: string; userId: string }): Promise<boolean> {
  const rows = await tx
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId)))
    .returning({ id: sessions.id });
  return rows.length > 0;
}

/** Ends the session of a token that nobody was given. */
export async function forgetSession(tx: Executor, token: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.token, token));
}

/** Signs a person out everywhere, but where `except` says. Gives how many sessions that ended. */
export async function endSessions(tx: Executor, { userId, except = '' }: { userId: string; except?: string }): Promise<number> {
  const rows = await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, except)))
    .returning({ id: sessions.id });
  return rows.length;
}
