import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { recipientLists } from './recipient-lists.ts';

export type ImportCounts = { created: number; changed: number; unchanged: number; accepted: number; rejected: number; warnings: number };

/** What `POST /v1/import` takes; a list of recipients is filled by a path of its own. */
export const fileKinds = ['customers', 'charges', 'payments', 'opt-outs', 'holidays'] as const;
export type FileKind = (typeof fileKinds)[number];
export const importKinds = [...fileKinds, 'list'] as const;
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
    /** The list that it fills: what was found on its lines goes with the list. */
    listId: text().references(() => recipientLists.id, { onDelete: 'cascade' }),
    startedAt: instant().notNull(),
    finishedAt: instant(),
  },
  (t) => [index('imports_by_start').on(t.startedAt, t.id), index('imports_by_list').on(t.listId).where(sql`${t.listId} is not null`)],
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
