import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { writeAudit } from '../db/queries/audit.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import type { Page, PageMark, PageRequest } from '../db/queries/paging.ts';
import { nowOf } from '../domain/clock.ts';
import type { Instant } from '../domain/instants.ts';
import { answers } from './answers.ts';
import type { ApiDeps, ApiEnv } from './context.ts';
import { answerCsv, type Cell } from './csv.ts';

/** As many as a list gives at most: what a page costs to read and to plan stays small, and others get their turn in between. */
const rowsAtOnce = 500;

/** Query parameters of every table. */
export const tableQuery = { csv: z.enum(['iso']).optional().openapi({ description: 'Commas and ISO forms' }) };

/** 200 with a table, or a problem. */
export const answersTable = {
  ...answers(z.unknown()),
  200: { description: 'The table', content: { 'text/csv': { schema: z.string() } } },
};

/** A moment as the house reads it. */
type Moment = (at: Instant | null) => Cell;

/** What stands above each column, and what it shows of a row. */
export type Columns<Item> = Readonly<Record<string, (item: Item, moment: Moment) => Cell>>;

/** An amount in reais. */
export function amountCell(cents: number | null): Cell {
  return cents === null ? null : { decimal: (cents / 100).toFixed(2) };
}

/**
 * Answers all rows of a list that fit, as a table for a spreadsheet. Who takes it along is recorded before the first row leaves, with what
 * was asked for.
 */
export async function answerTable<Item>(
  c: Context<ApiEnv>,
  { deps, catalogue }: { deps: ApiDeps; catalogue: CatalogueCache },
  table: {
    /** Of the file, before the day. */
    name: string;
    audited: { action: `${string}.exported`; entity: string };
    asked: { csv?: 'iso' | undefined };
    columns: Columns<Item>;
    read: (page: PageRequest) => Promise<Page<Item>>;
  },
): Promise<Response> {
  const { csv, ...filter } = table.asked;
  const now = nowOf(deps.clock);
  const [unit] = Object.values((await catalogue.newest()).units);
  const timeZone = unit?.timeZone ?? 'America/Sao_Paulo';
  const moment: Moment = (at) => (at === null ? null : { at, timeZone });
  await writeAudit(deps.db.db, [{ at: now, actor: c.var.caller.actor, ...table.audited, entityId: 'csv', after: filter }]);
  return answerCsv(c, {
    name: `${table.name}-${now.slice(0, 10)}`,
    form: csv ?? 'br',
    headers: Object.keys(table.columns),
    pages: rowsByPage(table.read, (item) => Object.values(table.columns).map((cell) => cell(item, moment))),
  });
}

/** The rows of a list, page after page: each is a query of its own, so that no transaction stays open while somebody downloads. */
export async function* rowsByPage<Item>(
  read: (page: PageRequest) => Promise<Page<Item>>,
  rowOf: (item: Item) => Cell[],
): AsyncGenerator<Cell[][]> {
  for (let after: PageMark | null = null; ; ) {
    const { items, next }: Page<Item> = await read({ limit: rowsAtOnce, after });
    yield items.map(rowOf);
    if (next === null) return;
    after = next;
  }
}
