import { asc, inArray } from 'drizzle-orm';
import type { PanelFields } from '../../domain/fields.ts';
import type { Executor } from '../client.ts';
import { panels } from '../schema/index.ts';
import {
  type Identified,
  inIdOrder,
  type SaveResult,
  type Store,
  saveRecords,
  takeExcluded,
  type WriteContext,
  type Written,
} from './save-records.ts';

export type PanelRecord = Identified & PanelFields;

/** Writes panels; see `saveRecords`. */
export async function savePanels(tx: Executor, records: readonly PanelRecord[], context: WriteContext): Promise<SaveResult[]> {
  const batch = records.map(({ id, sourceVersion, ...whole }) => ({ id, sourceVersion, named: whole, whole }));
  return saveRecords(tx, panelStore(tx, context), batch, context);
}

function panelStore(tx: Executor, { now }: WriteContext): Store<PanelFields> {
  const rowsOf = (written: Written<PanelFields>[]) =>
    inIdOrder(written).map(({ id, record: { fields, view, sourceVersion } }) => ({
      id,
      ...fields,
      sourceView: view,
      sourceVersion,
      createdAt: now,
      updatedAt: now,
    }));
  const upsert = (written: Written<PanelFields>[], columns: Parameters<typeof takeExcluded<typeof panels>>[1]) =>
    tx
      .insert(panels)
      .values(rowsOf(written))
      .onConflictDoUpdate({ target: panels.id, set: takeExcluded(panels, columns) });
  return {
    entity: 'panel',
    check: () => ({ warnings: [] }),
    async lock(ids) {
      const rows = await tx.select().from(panels).where(inArray(panels.id, ids)).orderBy(asc(panels.id)).for('no key update');
      return new Map(rows.map(({ id, name, sourceView, sourceVersion }) => [id, { fields: { name }, view: sourceView, sourceVersion }]));
    },
    async insert(written) {
      const inserted = await tx.insert(panels).values(rowsOf(written)).onConflictDoNothing().returning({ id: panels.id });
      return new Set(inserted.map(({ id }) => id));
    },
    async update(written) {
      await upsert(written, ['name', 'sourceView', 'sourceVersion', 'updatedAt']);
    },
    async note(written) {
      await upsert(written, ['sourceView', 'sourceVersion']);
    },
  };
}
