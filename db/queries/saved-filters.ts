import { and, asc, count, eq, inArray, ne, or } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import { type FilteredList, mostSavedFilters, type SavedQuery, withoutPersonal } from '../../domain/saved-filters.ts';
import { differences, sameValue } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { savedFilters, users } from '../schema/index.ts';
import { writeAudit } from './audit.ts';

export type SavedFilterFields = { name: string; query: SavedQuery; shared: boolean };
export type SavedFilter = SavedFilterFields & {
  id: string;
  list: FilteredList;
  ownerId: string;
  ownerName: string;
  createdAt: Instant;
  updatedAt: Instant;
};

type Context = { now: Instant; actor: string };

const { id, list, name, query, shared, ownerId, createdAt, updatedAt } = savedFilters;
const shown = { id, list, name, query, shared, ownerId, ownerName: users.name, createdAt, updatedAt };

/** What a person has for these lists, by name: the own filters, and those that others share. */
export async function listSavedFilters(
  db: Executor,
  { userId, lists }: { userId: string; lists: readonly FilteredList[] },
): Promise<SavedFilter[]> {
  return db
    .select(shown)
    .from(savedFilters)
    .innerJoin(users, eq(users.id, ownerId))
    .where(and(inArray(list, [...lists]), or(eq(ownerId, userId), eq(shared, true))))
    .orderBy(asc(list), asc(name), asc(id));
}

/** A saved filter; null when there is none of that id. */
export async function readSavedFilter(db: Executor, filterId: string): Promise<SavedFilter | null> {
  const rows = await db.select(shown).from(savedFilters).innerJoin(users, eq(users.id, ownerId)).where(eq(id, filterId));
  return rows[0] ?? null;
}

/** Keeps a filter, unless the person has one of that name in the list, or as many as anybody may have. */
export async function createSavedFilter(
  tx: Executor,
  { id: filterId, userId, list: ofList, ...fields }: SavedFilterFields & { id: string; userId: string; list: FilteredList },
  { now, actor }: Context,
): Promise<'created' | 'name-taken' | 'too-many'> {
  // One at a time for each person, so that the count holds.
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
  const [own] = await tx
    .select({ number: count() })
    .from(savedFilters)
    .where(and(eq(ownerId, userId), eq(list, ofList)));
  if ((own?.number ?? 0) >= mostSavedFilters) return 'too-many';
  const created = await tx
    .insert(savedFilters)
    .values({ id: filterId, ownerId: userId, list: ofList, ...fields, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: [ownerId, list, name] })
    .returning({ id });
  if (created.length === 0) return 'name-taken';
  const entry = { at: now, actor, action: 'saved-filter.created', entity: 'saved-filter', entityId: filterId };
  await writeAudit(tx, [{ ...entry, after: { list: ofList, ...auditable(fields) } }]);
  return 'created';
}

/** Another name or query of a filter, or whether others have it too. */
export async function changeSavedFilter(
  tx: Executor,
  { id: filterId, ...fields }: SavedFilterFields & { id: string },
  { now, actor }: Context,
): Promise<'changed' | 'unchanged' | 'missing' | 'name-taken'> {
  const [before] = await tx.select().from(savedFilters).where(eq(id, filterId)).for('update');
  if (before === undefined) return 'missing';
  const old = { name: before.name, query: before.query, shared: before.shared };
  if (sameValue(old, fields)) return 'unchanged';
  const [namesake] = await tx
    .select({ id })
    .from(savedFilters)
    .where(and(eq(ownerId, before.ownerId), eq(list, before.list), eq(name, fields.name), ne(id, filterId)));
  if (namesake !== undefined) return 'name-taken';
  await tx
    .update(savedFilters)
    .set({ ...fields, updatedAt: now })
    .where(eq(id, filterId));
  const entry = { at: now, actor, action: 'saved-filter.changed', entity: 'saved-filter', entityId: filterId };
  await writeAudit(tx, [{ ...entry, ...differences(auditable(old), auditable(fields)) }]);
  return 'changed';
}

/** Forgets a saved filter. */
export async function deleteSavedFilter(tx: Executor, filterId: string, { now, actor }: Context): Promise<void> {
  const [before] = await tx.delete(savedFilters).where(eq(id, filterId)).returning();
  if (before === undefined) return;
  const entry = { at: now, actor, action: 'saved-filter.deleted', entity: 'saved-filter', entityId: filterId };
  await writeAudit(tx, [{ ...entry, before: { list: before.list, ...auditable(before) } }]);
}

/** Whom somebody looked for stays out of the audit. */
function auditable({ name: called, query: asked, shared: forAll }: SavedFilterFields) {
  return { name: called, query: withoutPersonal(asked), shared: forAll };
}
