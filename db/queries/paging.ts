import { desc, lt, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { epochMs, type Instant } from '../../domain/instants.ts';

/** Where a page ends: the sort key and the id of its last row. */
export type PageMark = { key: string; id: string };

/** Newest first. `after` is the mark of the page before; null asks for the first page. */
export type PageRequest = { limit: number; after: PageMark | null };

export type Page<T> = { items: T[]; next: PageMark | null };

/** A mark of another list: it does not say where this one goes on. */
export class ForeignMark extends Error {
  constructor() {
    super('The mark is that of another list.');
    this.name = 'ForeignMark';
  }
}

/** Order and start of a page of rows sorted by a moment, with the id between equals. */
export function byNewest(key: AnyPgColumn, id: AnyPgColumn, after: PageMark | null): { order: SQL[]; start: SQL | undefined } {
  return {
    order: [desc(key), desc(id)],
    start: after === null ? undefined : sql`(${key}, ${id}) < (${momentIn(after.key)}::timestamptz, ${after.id}::text)`,
  };
}

/** The same for rows that we number ourselves: the number is the order. */
export function byNumber(id: AnyPgColumn, after: PageMark | null): { order: SQL[]; start: SQL | undefined } {
  return { order: [desc(id)], start: after === null ? undefined : lt(id, numberIn(after.id)) };
}

/** The moment that a mark holds. Throws `ForeignMark` where it holds none. */
export function momentIn(text: string): Instant {
  if (/^[12]\d{3}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(epochMs(text))) return text;
  throw new ForeignMark();
}

/** The number that a mark holds; of rows of one thing it is a small one. Throws `ForeignMark` where it holds none. */
export function numberIn(text: string, { digits = 15 } = {}): number {
  if (/^\d+$/.test(text) && text.length <= digits) return Number(text);
  throw new ForeignMark();
}

/** Cuts a page out of rows that were read with one more than its limit; the extra one says that another page follows. */
export function pageOf<Row, Item>(rows: Row[], limit: number, markOf: (row: Row) => PageMark, itemOf: (row: Row) => Item): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(itemOf), next: rows.length > limit && last !== undefined ? markOf(last) : null };
}

/** The same for rows that are given as they are and sorted by their creation. */
export function pageOfNewest<Row extends { id: string; createdAt: Instant }>(rows: Row[], limit: number): Page<Row> {
  return pageOf(
    rows,
    limit,
    ({ id, createdAt }) => ({ key: createdAt, id }),
    (row) => row,
  );
}
