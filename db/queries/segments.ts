import { and, eq, inArray, sql } from 'drizzle-orm';
import type { AudienceFilter } from '../../domain/audience.ts';
import type { Instant } from '../../domain/instants.ts';
import { differences, sameValue } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { segments } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { byNewest, type Page, type PageRequest, pageOfNewest } from './paging.ts';

export type SegmentFields = { name: string; audiences: AudienceFilter[] };
export type Segment = SegmentFields & { id: string; createdAt: Instant; updatedAt: Instant };

type Context = { now: Instant; actor: string };

/** Segments, newest first. */
export async function listSegments(db: Executor, page: PageRequest): Promise<Page<Segment>> {
  const { order, start } = byNewest(segments.createdAt, segments.id, page.after);
  const rows = await db
    .select()
    .from(segments)
    .where(start)
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOfNewest(rows, page.limit);
}

/** A segment; null when there is none of that id. */
export async function readSegment(db: Executor, id: string): Promise<Segment | null> {
  return (await db.select().from(segments).where(eq(segments.id, id)))[0] ?? null;
}

/** The segments of these ids; the ids that are none are left out. */
export async function readSegments(db: Executor, ids: string[]): Promise<Segment[]> {
  return ids.length === 0 ? [] : db.select().from(segments).where(inArray(segments.id, ids));
}

/** A new segment. False when the name is taken. */
export async function createSegment(tx: Executor, { id, ...fields }: SegmentFields & { id: string }, context: Context): Promise<boolean> {
  const { now, actor } = context;
  const created = await tx
    .insert(segments)
    .values({ id, ...fields, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: segments.name })
    .returning({ id: segments.id });
  if (created.length === 0) return false;
  await writeAudit(tx, [{ at: now, actor, action: 'segment.created', entity: 'segment', entityId: id, after: fields }]);
  return true;
}

/** Replaces a segment; campaigns that are not frozen yet see it at once. */
export async function changeSegment(
  tx: Executor,
  { id, ...fields }: SegmentFields & { id: string },
  { now, actor }: Context,
): Promise<'changed' | 'unchanged' | 'missing' | 'name-taken'> {
  const [before] = await tx.select().from(segments).where(eq(segments.id, id)).for('update');
  if (before === undefined) return 'missing';
  const old = { name: before.name, audiences: before.audiences };
  if (sameValue(old, fields)) return 'unchanged';
  const [namesake] = await tx
    .select({ id: segments.id })
    .from(segments)
    .where(and(eq(segments.name, fields.name), sql`${segments.id} <> ${id}`));
  if (namesake !== undefined) return 'name-taken';
  await tx
    .update(segments)
    .set({ ...fields, updatedAt: now })
    .where(eq(segments.id, id));
  await writeAudit(tx, [{ at: now, actor, action: 'segment.changed', entity: 'segment', entityId: id, ...differences(old, fields) }]);
  return 'changed';
}

/** Removes a segment. False when there is none of that id. */
export async function deleteSegment(tx: Executor, id: string, { now, actor }: Context): Promise<boolean> {
  const [before] = await tx.delete(segments).where(eq(segments.id, id)).returning();
  if (before === undefined) return false;
  const { name, audiences } = before;
  await writeAudit(tx, [{ at: now, actor, action: 'segment.deleted', entity: 'segment', entityId: id, before: { name, audiences } }]);
  return true;
}
