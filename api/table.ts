import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { writeAudit } from '../db/queries/audit.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import type { Page, PageMark, PageRequest } from '../db/queries/paging.ts';
import { nowOf } from '../domain/clock.ts';
import type { Instant } from '../domain/instants.ts';
import { reasonIn } from '../domain/words/reason.ts';
import { filled, type SharedWords, type TableWords, words } from '../domain/words/words.ts';
import { answers } from './answers.ts';
import type { ApiDeps, ApiEnv } from './context.ts';
import { answerCsv, type Cell } from './csv.ts';
import { type Locale, localeOf } from './problem.ts';

/** As many as a list gives at most: what a page costs to read and to plan stays small, and others get their turn in between. */
const rowsAtOnce = 500;

/** Query parameters of every table. */
export const tableQuery = {
  csv: z.enum(['iso']).optional().openapi({ description: 'For programs: commas, ISO forms, codes, and names of fields above the columns' }),
  language: z.enum(['pt-BR', 'en']).optional().openapi({ description: 'Of the words for people; that of Accept-Language when absent' }),
};

/** Who it is for, and in which language. */
export type TableForm = { csv?: 'iso' | undefined; language?: 'pt-BR' | 'en' | undefined };

/** 200 with a table, or a problem. */
export const answersTable = {
  ...answers(z.unknown()),
  200: { description: 'The table', content: { 'text/csv': { schema: z.string() } } },
};

/** How values are said to whoever takes a table along. */
export type Saying = {
  words: SharedWords;
  /** A moment as the house reads it. */
  moment: (at: Instant | null) => Cell;
  /** A unit by its name. */
  unit: (id: string) => Cell;
};

/** Of each column of a table that has words: what it shows of a row. */
export type Columns<Name extends keyof TableWords, Item> = {
  readonly [Column in keyof TableWords[Name]['columns']]: (item: Item, saying: Saying) => Cell;
};

/** An amount in reais. */
export function amountCell(cents: number | null): Cell {
  return cents === null ? null : { decimal: (cents / 100).toFixed(2) };
}

/** A code with its word; what has none is shown as it is. */
export function saidCell(said: Readonly<Record<string, string>>, code: string | null): Cell {
  const word = code === null ? undefined : said[code];
  return code === null || word === undefined ? code : { code, said: capitalized(word) };
}

/** Why something did not happen. */
export function reasonCell(said: SharedWords['states']['reason'], reason: string | null): Cell {
  const known = reason === null ? null : reasonIn(reason);
  if (reason === null || known === null) return reason;
  return { code: reason, said: capitalized(filled(said[known.code], { argument: known.argument })) };
}

/** The language that was asked for, else the caller's. */
export function localeFor(c: Context<ApiEnv>, { language }: TableForm): Locale {
  return language === undefined ? c.var.locale : localeOf(language);
}

/**
 * Answers all rows of a list that fit, as a table for a spreadsheet. Who takes it along is recorded before the first row leaves, with what
 * was asked for.
 */
export async function answerTable<Name extends keyof TableWords, Item>(
  c: Context<ApiEnv>,
  { deps, catalogue }: { deps: ApiDeps; catalogue: CatalogueCache },
  table: {
    name: Name;
    audited: { action: `${string}.exported`; entity: string };
    asked: TableForm;
    columns: Columns<Name, Item>;
    read: (page: PageRequest) => Promise<Page<Item>>;
  },
): Promise<Response> {
  const { csv, language, ...filter } = table.asked;
  const now = nowOf(deps.clock);
  await writeAudit(deps.db.db, [{ at: now, actor: c.var.caller.actor, ...table.audited, entityId: 'csv', after: filter }]);
  const { name, columns } = table;
  return answerRows(c, catalogue, { name, about: now.slice(0, 10), asked: { csv, language }, columns, pages: allPages(table.read) });
}

/** Answers rows as a table, in the form and the language that were asked for. `about` is what the file's name says of it. */
export async function answerRows<Name extends keyof TableWords, Item>(
  c: Context<ApiEnv>,
  catalogue: CatalogueCache,
  table: {
    name: Name;
    about: string;
    asked: TableForm;
    columns: Columns<Name, Item>;
    pages: AsyncIterable<readonly Item[]> | Iterable<readonly Item[]>;
  },
): Promise<Response> {
  const { units } = await catalogue.newest();
  const timeZone = Object.values(units)[0]?.timeZone ?? 'America/Sao_Paulo';
  const form = table.asked.csv ?? 'br';
  const saying: Saying = {
    words: words[localeFor(c, table.asked)],
    moment: (at) => (at === null ? null : { at, timeZone }),
    unit: (id) => ({ code: id, said: units[id]?.name ?? id }),
  };
  const { file, columns: titles } = saying.words.tables[table.name];
  const columns = Object.entries<(item: Item, saying: Saying) => Cell>(table.columns);
  const said: Readonly<Record<string, string>> = titles;
  return answerCsv(c, {
    name: `${form === 'iso' ? words.en.tables[table.name].file : file}-${table.about}`,
    form,
    headers: columns.map(([key]) => (form === 'iso' ? key : (said[key] ?? key))),
    pages: rowsOf(table.pages, (item) => columns.map(([, cell]) => cell(item, saying))),
  });
}

/** The rows of a list, page after page: each is a query of its own, so that no transaction stays open while somebody downloads. */
export async function* allPages<Item>(read: (page: PageRequest) => Promise<Page<Item>>): AsyncGenerator<readonly Item[]> {
  for (let after: PageMark | null = null; ; ) {
    const { items, next }: Page<Item> = await read({ limit: rowsAtOnce, after });
    yield items;
    if (next === null) return;
    after = next;
  }
}

async function* rowsOf<Item>(
  pages: AsyncIterable<readonly Item[]> | Iterable<readonly Item[]>,
  rowOf: (item: Item) => Cell[],
): AsyncGenerator<Cell[][]> {
  for await (const items of pages) yield items.map(rowOf);
}

/** As the first word of a cell is written. */
function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
