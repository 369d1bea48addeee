import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { LineFinding } from '../../domain/import-line.ts';
import type { Instant } from '../../domain/instants.ts';
import type { ChargeStatus } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import type { ImportCounts } from '../schema/imports.ts';
import { charges, importLines, imports, panels, units } from '../schema/index.ts';
import { pushEvent } from './events-out.ts';
import { byNewest, type Page, type PageRequest, pageOf } from './paging.ts';

export { type FileKind, fileKinds, type ImportCounts, type ImportKind, importKinds } from '../schema/imports.ts';

export type ImportRecord = typeof imports.$inferSelect;
export type ImportLine = Omit<typeof importLines.$inferSelect, 'importId'>;
export type NewImportLine = LineFinding & { line: number; position: number };

export async function findUnitNames(tx: Executor): Promise<{ id: string; name: string }[]> {
  return tx.select({ id: units.id, name: units.name }).from(units);
}

export async function findPanelNames(tx: Executor): Promise<{ id: string; name: string }[]> {
  return tx.select({ id: panels.id, name: panels.name }).from(panels);
}

export async function findStatuses(tx: Executor, chargeIds: string[]): Promise<Map<string, ChargeStatus>> {
  if (chargeIds.length === 0) return new Map();
  const rows = await tx.select({ id: charges.id, status: charges.status }).from(charges).where(inArray(charges.id, chargeIds));
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** Whether a first file would take over a base that is not ours yet. */
export async function hasCharges(db: Executor): Promise<boolean> {
  return (await db.select({ id: charges.id }).from(charges).limit(1)).length > 0;
}

/** Notes that a file has begun to arrive. */
export async function startImport(
  db: Executor,
  row: Pick<ImportRecord, 'id' | 'kind' | 'mode' | 'dryRun' | 'actor' | 'listId'> & { now: Instant },
): Promise<void> {
  const { now, ...known } = row;
  await db.insert(imports).values({ ...known, state: 'running', counts: noCounts, startedAt: now });
}

export const noCounts: ImportCounts = { created: 0, changed: 0, unchanged: 0, accepted: 0, rejected: 0, warnings: 0 };

/** What is known of an import after a batch, with what was found on its lines. */
export async function noteImport(
  db: Executor,
  id: string,
  { counts, lines }: { counts: ImportCounts; lines: NewImportLine[] },
): Promise<void> {
  await db.update(imports).set({ counts }).where(eq(imports.id, id));
  const rows = lines.map((line) => ({ importId: id, ...line }));
  for (let from = 0; from < rows.length; from += mostRows) await db.insert(importLines).values(rows.slice(from, from + mostRows));
}

/** Far below the 65,535 values that one statement takes. */
const mostRows = 5_000;

/** Notes how a file ended, and tells of it; nobody is told of a dry run. */
export async function finishImport(
  db: Executor,
  id: string,
  { state, now }: { state: 'finished' | 'failed'; now: Instant },
): Promise<void> {
  const [known] = await db.update(imports).set({ state, finishedAt: now }).where(eq(imports.id, id)).returning();
  if (known === undefined || known.dryRun) return;
  const { kind, mode, counts } = known;
  await pushEvent(db, { type: 'import.finished', data: { importId: id, kind, mode, state, ...counts }, now });
}

export async function findImport(db: Executor, id: string): Promise<ImportRecord | null> {
  const [row] = await db.select().from(imports).where(eq(imports.id, id));
  return row ?? null;
}

/** Every import, dry runs too, newest first. */
export async function listImports(db: Executor, page: PageRequest): Promise<Page<ImportRecord>> {
  const { order, start } = byNewest(imports.startedAt, imports.id, page.after);
  const rows = await db
    .select()
    .from(imports)
    .where(start)
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(
    rows,
    page.limit,
    ({ startedAt, id }) => ({ key: startedAt, id }),
    (row) => row,
  );
}

/** The first findings of an import, errors before warnings. */
export async function firstImportLines(db: Executor, importId: string, limit: number): Promise<ImportLine[]> {
  return db
    .select(lineColumns)
    .from(importLines)
    .where(eq(importLines.importId, importId))
    .orderBy(asc(importLines.severity), asc(importLines.position))
    .limit(limit);
}

/** All findings in the order of the file, page by page, so that no report is held whole in memory. */
export async function* allImportLines(db: Executor, importId: string): AsyncGenerator<ImportLine[]> {
  for (let after = -1; ; ) {
    const page = await db
      .select(lineColumns)
      .from(importLines)
      .where(and(eq(importLines.importId, importId), gt(importLines.position, after)))
      .orderBy(asc(importLines.position))
      .limit(mostRows);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.position;
  }
}

const lineColumns = {
  position: importLines.position,
  line: importLines.line,
  severity: importLines.severity,
  field: importLines.field,
  value: importLines.value,
  code: importLines.code,
  message: importLines.message,
};
