import { and, eq, getTableColumns, inArray } from 'drizzle-orm';
import type { UnitFields } from '../../domain/fields.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { panels, units } from '../schema/index.ts';
import { byNewest, type Page, type PageRequest, pageOf } from './paging.ts';

type Kept = { id: string; sourceVersion: number | null; createdAt: Instant; updatedAt: Instant };
export type Unit = UnitFields & Kept;
export type Panel = { name: string } & Kept;

const { sourceView: _unitView, ...shownUnit } = getTableColumns(units);
const { sourceView: _panelView, ...shownPanel } = getTableColumns(panels);

/** Units, newest first; of those that whoever asks is limited to. */
export async function listUnits(db: Executor, page: PageRequest, only?: readonly string[]): Promise<Page<Unit>> {
  const { order, start } = byNewest(units.createdAt, units.id, page.after);
  const rows = await db
    .select(shownUnit)
    .from(units)
    .where(and(only && inArray(units.id, [...only]), start))
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, markOf, (row) => row);
}

/** A unit; null when there is none of that id. */
export async function readUnit(db: Executor, id: string): Promise<Unit | null> {
  return (await db.select(shownUnit).from(units).where(eq(units.id, id)))[0] ?? null;
}

/** Those of these ids that are no unit's. */
export async function unknownUnits(db: Executor, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: units.id })
    .from(units)
    .where(inArray(units.id, [...ids]));
  return ids.filter((id) => !rows.some((row) => row.id === id));
}

/** Those of these ids that are no panel's. */
export async function unknownPanels(db: Executor, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: panels.id })
    .from(panels)
    .where(inArray(panels.id, [...ids]));
  return ids.filter((id) => !rows.some((row) => row.id === id));
}

/** Panels, newest first. */
export async function listPanels(db: Executor, page: PageRequest): Promise<Page<Panel>> {
  const { order, start } = byNewest(panels.createdAt, panels.id, page.after);
  const rows = await db
    .select(shownPanel)
    .from(panels)
    .where(start)
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, markOf, (row) => row);
}

/** A panel; null when there is none of that id. */
export async function readPanel(db: Executor, id: string): Promise<Panel | null> {
  return (await db.select(shownPanel).from(panels).where(eq(panels.id, id)))[0] ?? null;
}

function markOf({ id, createdAt }: Kept) {
  return { key: createdAt, id };
}
