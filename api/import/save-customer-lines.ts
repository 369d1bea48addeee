import type { Executor } from '../../db/client.ts';
import { findPanelNames, findUnitNames } from '../../db/queries/imports.ts';
import { saveCustomers } from '../../db/queries/save-customers.ts';
import { savePanels } from '../../db/queries/save-panels.ts';
import type { ImportedCustomer } from '../../domain/import-customers.ts';
import { createDirectory, idFromName } from '../../domain/import-names.ts';
import { type BatchContext, type Entry, type LineResult, lineResult } from './kinds.ts';

/**
 * Stores customers. A unit is named by its id or its name and must be there; a panel that is not there yet is made from its name,
 * because panels are nothing but names.
 */
export async function saveCustomerLines(tx: Executor, entries: Entry<ImportedCustomer>[], context: BatchContext): Promise<LineResult[]> {
  const units = createDirectory(await findUnitNames(tx));
  const panels = createDirectory(await findPanelNames(tx));
  const write = { now: context.now, actor: context.actor, source: 'integration' as const };
  const newPanels = new Map<string, string>();
  const records = entries.map(({ record }) => {
    const unit = units.idOf(record.unit) ?? record.unit;
    if (record.panel === undefined || record.panel === null) return { ...record, unit };
    const known = panels.idOf(record.panel);
    const panel = known ?? idFromName(record.panel);
    if (known === null && units.idOf(unit) !== null) newPanels.set(panel, record.panel);
    return { ...record, unit, panel };
  });
  if (newPanels.size > 0)
    await savePanels(
      tx,
      [...newPanels].map(([id, name]) => ({ id, name })),
      write,
    );
  const results = await saveCustomers(tx, records, { ...write, sealer: context.sealer, unusablePhones: 'keep' });
  const byId = new Map(results.map((result) => [result.id, result]));
  return entries.map(({ line, record }) => lineResult(line, byId.get(record.id)));
}
