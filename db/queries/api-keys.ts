import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import { addMs } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { apiKeys } from '../schema/index.ts';
import { byNewest, type Page, type PageRequest, pageOfNewest } from './paging.ts';

export type ApiKey = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: Instant;
  expiresAt: Instant | null;
  revokedAt: Instant | null;
  lastUsedAt: Instant | null;
};

const shown = {
  id: apiKeys.id,
  name: apiKeys.name,
  prefix: apiKeys.prefix,
  scopes: apiKeys.scopes,
  createdAt: apiKeys.createdAt,
  expiresAt: apiKeys.expiresAt,
  revokedAt: apiKeys.revokedAt,
  lastUsedAt: apiKeys.lastUsedAt,
};

/** Last use is a hint for people, so it is written at most once a minute. */
const useNotedEveryMs = 60_000;

/** Only this of a key's value is stored. The value is random and long, so a plain hash cannot be guessed back. */
export function hashOfApiKey(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/** A new key's value; its first characters tell keys apart in a list. */
export function newApiKeyValue(): string {
  return `regua_${randomBytes(32).toString('base64url')}`;
}

/** The key with that hash, if it may be used now; notes that it was. Null for one that is unknown, revoked or expired. */
export async function useApiKey(db: Executor, { hash, now }: { hash: string; now: Instant }): Promise<ApiKey | null> {
  const [key] = await db
    .select(shown)
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now))));
  if (key === undefined) return null;
  const notedBefore = addMs(now, -useNotedEveryMs);
  if (key.lastUsedAt === null || key.lastUsedAt < notedBefore) {
    await db
      .update(apiKeys)
      .set({ lastUsedAt: now })
      .where(and(eq(apiKeys.id, key.id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, notedBefore))));
  }
  return key;
}

/** Stores a new key by its hash. False when a key of that value is already there. */
export async function createApiKey(
  tx: Executor,
  key: { id: string; name: string; hash: string; prefix: string; scopes: string[]; expiresAt: Instant | null; now: Instant },
): Promise<boolean> {
  const { now, ...row } = key;
  const rows = await tx
    .insert(apiKeys)
    .values({ ...row, createdAt: now })
    .onConflictDoNothing({ target: apiKeys.hash })
    .returning({ id: apiKeys.id });
  return rows.length > 0;
}

/** Keys, newest first, the revoked ones too. */
export async function listApiKeys(db: Executor, page: PageRequest): Promise<Page<ApiKey>> {
  const { order, start } = byNewest(apiKeys.createdAt, apiKeys.id, page.after);
  const rows = await db
    .select(shown)
    .from(apiKeys)
    .where(start)
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOfNewest(rows, page.limit);
}

/** Ends a key's validity for ever. `unchanged` when it was over already; null when there is no such key. */
export async function revokeApiKey(tx: Executor, { id, now }: { id: string; now: Instant }): Promise<'changed' | 'unchanged' | null> {
  const rows = await tx
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (rows.length > 0) return 'changed';
  const [known] = await tx.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.id, id));
  return known === undefined ? null : 'unchanged';
}
