import { asc, inArray } from 'drizzle-orm';
import type { PanelFields } from '../../domain/fields.ts';
import type { Named } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { panels } from '../schema/index.ts';
import { type Identified, type SaveResult, type Store, saveRecords, takeExcluded, type WriteContext, type Written } from './save-records.ts';

export type PanelRecord = Identified & PanelFields;

/** Writes panels; see `saveRecords`. */
export async function savePanels(tx: Executor, records: readonly PanelRecord[], context: WriteContext): Promise<SaveResult[]> {
  const batch = records.map(({ id, sourceVersion, ...named }) => ({ id, sourceVersion, named }));
  return saveRecords(tx, panelStore(tx, context, ({ name }) => (name === undefined ? null : { name })), batch, context);
}

/** Changes the named fields of a panel; null when there is none of that id. */
export async function patchPanel(
  tx: Executor,
  { id, sourceVersion, ...named }: Identified & Named<PanelFields>,
  context: WriteContext,
): Promise<SaveResult | null> {
  const [result] = await saveRecords(tx, panelStore(tx, context, () => null), [{ id, sourceVersion, named }], context);
  return result ?? null;
}

function panelStore(tx: Executor, { now }: WriteContext, complete: Store<PanelFields>['complete']): Store<PanelFields> {
  const rowOf = ({ id, record }: Written<PanelFields>) => ({
    id,
    ...record.fields,
    sourceView: record.view,
    sourceVersion: record.sourceVersion,
    createdAt: now,
    updatedAt: now,
  });
  const upsert = (rows: Written<PanelFields>[], columns: ('name' | 'sourceView' | 'sourceVersion' | 'updatedAt')[]) =>
    tx.insert(panels).values(rows.map(rowOf)).onConflictDoUpdate({ target: panels.id, set: takeExcluded(panels, columns) });
  return {
    entity: 'panel',
    complete,
    check: () => ({ warnings: [] }),
    async lock(ids) {
      const rows = await tx.select().from(panels).where(inArray(panels.id, ids)).orderBy(asc(panels.id)).for('no key update');
      return new Map(rows.map(({ id, name, sourceView, sourceVersion }) => [id, { fields: { name }, view: sourceView, sourceVersion }]));
    },
    async insert(rows) {
      const sorted = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const inserted = await tx.insert(panels).values(sorted.map(rowOf)).onConflictDoNothing().returning({ id: panels.id });
      return new Set(inserted.map(({ id }) => id));
    },
    async update(rows) {
      await upsert(rows, ['name', 'sourceView', 'sourceVersion', 'updatedAt']);
    },
    async note(rows) {
      await upsert(rows, ['sourceView', 'sourceVersion']);
    },
  };
}
