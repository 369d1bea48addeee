import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { ImportedListRow } from '../../domain/import-lists.ts';
import type { Instant } from '../../domain/instants.ts';
import { type ListColumn, type ListConsent, mostListPhones } from '../../domain/recipient-lists.ts';
import { differences, sameValue } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { recipientLists } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { byNewest, type Page, type PageRequest, pageOfNewest } from './paging.ts';

export type ListFields = { name: string; unitId: string; consent: ListConsent | null };
export type RecipientList = ListFields & {
  id: string;
  columns: ListColumn[];
  phones: number;
  createdBy: string;
  createdAt: Instant;
  updatedAt: Instant;
};

type Context = { now: Instant; actor: string };

/** Lists, newest first. */
export async function listRecipientLists(db: Executor, page: PageRequest): Promise<Page<RecipientList>> {
  const { order, start } = byNewest(recipientLists.createdAt, recipientLists.id, page.after);
  const rows = await db
    .select()
    .from(recipientLists)
    .where(start)
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOfNewest(rows, page.limit);
}

/** A list; null when there is none of that id. */
export async function readRecipientList(db: Executor, id: string): Promise<RecipientList | null> {
  return (await readRecipientLists(db, [id]))[0] ?? null;
}

/** The lists of these ids; the ids that are none are left out. */
export async function readRecipientLists(db: Executor, ids: string[]): Promise<RecipientList[]> {
  return ids.length === 0 ? [] : db.select().from(recipientLists).where(inArray(recipientLists.id, ids));
}

/** A new list without phones. False when the name is taken. */
export async function createRecipientList(
  tx: Executor,
  { id, ...fields }: ListFields & { id: string },
  { now, actor }: Context,
): Promise<boolean> {
  const created = await tx
    .insert(recipientLists)
    .values({ id, ...fields, columns: [], createdBy: actor, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: recipientLists.name })
    .returning({ id: recipientLists.id });
  if (created.length === 0) return false;
  await writeAudit(tx, [{ at: now, actor, action: 'list.created', entity: 'list', entityId: id, after: fields }]);
  return true;
}

/**
 * Another name of a list, or another consent; who declared one that stays as it was is kept. Campaigns that have yet to freeze their
 * audience see it at once.
 */
export async function changeRecipientList(
  tx: Executor,
  { id, name, consent }: { id: string; name: string; consent: Omit<ListConsent, 'declaredBy'> | null },
  { now, actor }: Context,
): Promise<'changed' | 'unchanged' | 'missing' | 'name-taken'> {
  const [before] = await tx.select().from(recipientLists).where(eq(recipientLists.id, id)).for('update');
  if (before === undefined) return 'missing';
  const old = { name: before.name, consent: before.consent };
  const stays =
    consent !== null && before.consent !== null && sameValue({ ...consent, declaredBy: before.consent.declaredBy }, before.consent);
  const fields = { name, consent: stays ? before.consent : consent && { ...consent, declaredBy: actor } };
  if (sameValue(old, fields)) return 'unchanged';
  const namesake = and(eq(recipientLists.name, name), ne(recipientLists.id, id));
  if ((await tx.select({ id: recipientLists.id }).from(recipientLists).where(namesake)).length > 0) return 'name-taken';
  await tx
    .update(recipientLists)
    .set({ ...fields, updatedAt: now })
    .where(eq(recipientLists.id, id));
  await writeAudit(tx, [{ at: now, actor, action: 'list.changed', entity: 'list', entityId: id, ...differences(old, fields) }]);
  return 'changed';
}

/**
 * Removes a list with its phones and what was found on its files; what campaigns have frozen of it stays with them. `in-use`: campaigns
 * that have yet to freeze their audience name it.
 */
export async function deleteRecipientList(
  tx: Executor,
  id: string,
  { now, actor }: Context,
): Promise<{ kind: 'deleted' | 'missing' } | { kind: 'in-use'; campaigns: string[] }> {
  const [before] = await tx.select().from(recipientLists).where(eq(recipientLists.id, id)).for('update');
  if (before === undefined) return { kind: 'missing' };
  const users = await tx.execute<{ name: string }>(sql`
    select name from campaigns where state not in ('draft','finished','cancelled') and (frozen_at is null or repeat is not null)
      and audiences @> ${JSON.stringify([{ list: id }])}::jsonb order by name`);
  if (users.length > 0) return { kind: 'in-use', campaigns: users.map(({ name }) => name) };
  await tx.delete(recipientLists).where(eq(recipientLists.id, id));
  const { name, unitId, consent, phones } = before;
  await writeAudit(tx, [
    { at: now, actor, action: 'list.deleted', entity: 'list', entityId: id, before: { name, unitId, consent, phones } },
  ]);
  return { kind: 'deleted' };
}

export type RowOutcome = 'created' | 'changed' | 'unchanged';

/**
 * Adds phones to a list, each once; one that is there already says from now on what the new line says. Gives what became of each, in
 * order; `full` where the list would have more than it may, `missing` where it is gone, and then nothing is kept.
 */
export async function saveListRows(
  tx: Executor,
  { listId, columns, rows, now }: { listId: string; columns: ListColumn[]; rows: ImportedListRow[]; now: Instant },
): Promise<RowOutcome[] | 'full' | 'missing'> {
  const [list] = await tx.select().from(recipientLists).where(eq(recipientLists.id, listId)).for('update');
  if (list === undefined) return 'missing';
  const saved = await tx.execute<{ outcome: RowOutcome }>(sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(rows.map((row, place) => ({ place, ...row })))}::text::json)
        as g (place int, phone text, own jsonb)
    ), saved as (
      insert into recipient_list_rows as r (list_id, phone, own) select ${listId}, phone, own from given order by phone
      on conflict (list_id, phone) do update set own = excluded.own where r.own <> excluded.own
      returning phone, xmax = 0 as is_new
    )
    select case when s.phone is null then 'unchanged' when s.is_new then 'created' else 'changed' end as outcome
    from given g left join saved s on s.phone = g.phone order by g.place`);
  const outcomes = saved.map(({ outcome }) => outcome);
  const phones = list.phones + outcomes.filter((outcome) => outcome === 'created').length;
  if (phones > mostListPhones) return 'full';
  const known = new Set(list.columns.map(({ variable }) => variable));
  const added = columns.filter(({ variable }) => !known.has(variable));
  if (added.length > 0 || outcomes.some((outcome) => outcome !== 'unchanged')) {
    await tx
      .update(recipientLists)
      .set({ columns: [...list.columns, ...added], phones, updatedAt: now })
      .where(eq(recipientLists.id, listId));
  }
  return outcomes;
}
