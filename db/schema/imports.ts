import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';

export type ImportCounts = { created: number; changed: number; unchanged: number; accepted: number; rejected: number; warnings: number };

export const importKinds = ['customers', 'charges', 'payments', 'opt-outs', 'holidays'] as const;
export type ImportKind = (typeof importKinds)[number];

export const imports = pgTable(
  'imports',
  {
    id: text().primaryKey(),
    kind: text().$type<ImportKind>().notNull(),
    mode: text().$type<'takeover' | 'daily'>().notNull(),
    dryRun: boolean().notNull(),
    state: text().$type<'running' | 'finished' | 'failed'>().notNull(),
    counts: jsonb().$type<ImportCounts>().notNull(),
    actor: text().notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
  },
  (t) => [index('imports_by_start').on(t.startedAt, t.id)],
);

/** Refused lines and warnings, as reported. */
export const importLines = pgTable(
  'import_lines',
  {
    importId: text()
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    /** Order of report: one line may have several. */
    position: integer().notNull(),
    line: integer().notNull(),
    severity: text().$type<'error' | 'warning'>().notNull(),
    field: text().notNull(),
    value: text().notNull(),
    code: text().notNull(),
    message: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.position] })],
);
