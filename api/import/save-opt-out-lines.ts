import type { Executor } from '../../db/client.ts';
import { saveOptOuts } from '../../db/queries/opt-outs.ts';
import type { ImportedOptOut } from '../../domain/import-opt-outs.ts';
import type { BatchContext, Entry, LineResult } from './kinds.ts';

/** Stores opt-outs; a file takes none back and makes none smaller. */
export async function saveOptOutLines(tx: Executor, entries: Entry<ImportedOptOut>[], context: BatchContext): Promise<LineResult[]> {
  const { now, actor } = context;
  const outcomes = await saveOptOuts(
    tx,
    entries.map(({ record }) => record),
    { now, actor, keepStronger: true },
  );
  return entries.map(({ line }, index) => ({ line, outcome: outcomes[index] ?? 'unchanged', findings: [] }));
}
