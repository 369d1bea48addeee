import { desc, lt, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** Where a page ends: the sort key and the id of its last row. */
export type PageMark = { key: string; id: string };

/** Newest first. `after` is the mark of the page before; null asks for the first page. */
export type PageRequest = { limit: number; after: PageMark | null };

export type Page<T> = { items: T[]; next: PageMark | null };

/** Order and start of a page of rows sorted by a moment, with the id between equals. */
export function byNewest(key: AnyPgColumn, id: AnyPgColumn, after: PageMark | null): { order: SQL[]; start: SQL | undefined } {
  return {
    order: [desc(key), desc(id)],
    start: after === null ? undefined : sql`(${key}, ${id}) < (${after.key}::timestamptz, ${after.id}::text)`,
  };
}

/** The same for rows that we number ourselves: the number is the order. */
export function byNumber(id: AnyPgColumn, after: PageMark | null): { order: SQL[]; start: SQL | undefined } {
  return { order: [desc(id)], start: after === null ? undefined : lt(id, Number(after.id)) };
}

/** Cuts a page out of rows that were read with one more than its limit; the extra one says that another page follows. */
export function pageOf<Row, Item>(rows: Row[], limit: number, markOf: (row: Row) => PageMark, itemOf: (row: Row) => Item): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(itemOf), next: rows.length > limit && last !== undefined ? markOf(last) : null };
}
