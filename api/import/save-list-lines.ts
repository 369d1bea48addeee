import { saveListRows } from '../../db/queries/recipient-lists.ts';
import type { ImportedListRow } from '../../domain/import-lists.ts';
import { notFound } from '../problem.ts';
import type { SaveEntries } from './kinds.ts';
import { type ListReader, listTooLong } from './list-reader.ts';

/** Stores the lines of a list's file. */
export function listLinesSaver(listId: string, reader: ListReader): SaveEntries<ImportedListRow> {
  return async (tx, entries, { now }) => {
    const rows = entries.map(({ record }) => record);
    const outcomes = await saveListRows(tx, { listId, columns: reader.columns(), rows, now });
    if (outcomes === 'missing') throw notFound(aList, listId);
    if (outcomes === 'full') throw listTooLong();
    return entries.map(({ line }, index) => ({ line, outcome: outcomes[index] ?? 'unchanged', findings: [] }));
  };
}

export const aList = { pt: 'lista', en: 'list' };
