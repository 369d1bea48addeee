import type { ImportLine } from '../../db/queries/imports.ts';
import { type Columns, saidCell } from '../table.ts';

/** The findings of an import as a table. */
export const lineColumns: Columns<'importLines', ImportLine> = {
  line: ({ line }) => line,
  severity: ({ severity }, { words }) => saidCell(words.lists.lineSeverity, severity),
  field: ({ field }) => field,
  value: ({ value }) => value,
  code: ({ code }) => code,
  message: ({ message }) => message,
};
