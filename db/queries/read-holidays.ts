import { and, eq, getTableColumns, gte, inArray, lte, or, type SQL } from 'drizzle-orm';
import { type HolidayFields, type HolidayScope, scopeKeyOf } from '../../domain/holiday-entries.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { holidays } from '../schema/index.ts';
import { byNewest, type Page, type PageRequest, pageOfNewest } from './paging.ts';

export type HolidayRecord = HolidayFields & { id: string; sourceVersion: number | null; createdAt: Instant; updatedAt: Instant };

/** Undefined asks nothing. */
export type HolidayFilter = { scope?: HolidayScope | undefined; year?: number | undefined };

const { sourceView: _view, scopeKey: _scope, dayKey: _day, ...shown } = getTableColumns(holidays);

/** Entries of our own, newest first. A yearly one is of every year from its first on. */
export async function listHolidays(db: Executor, { scope, year }: HolidayFilter, page: PageRequest): Promise<Page<HolidayRecord>> {
  const { order, start } = byNewest(holidays.createdAt, holidays.id, page.after);
  const rows = await db
    .select(shown)
    .from(holidays)
    .where(and(start, scope && eq(holidays.scopeKey, scopeKeyOf(scope)), year === undefined ? undefined : ofYear(year)))
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOfNewest(rows, page.limit);
}

/** An entry; null when there is none of that id. */
export async function readHoliday(db: Executor, id: string): Promise<HolidayRecord | null> {
  return (await db.select(shown).from(holidays).where(eq(holidays.id, id)))[0] ?? null;
}

/** Entries of one year's dates, of one place or of all, without the yearly ones: what another year lacks. */
export async function readHolidaysOfYear(db: Executor, year: number, scope: HolidayScope | undefined): Promise<HolidayRecord[]> {
  return db
    .select(shown)
    .from(holidays)
    .where(and(eq(holidays.yearly, false), inYear(year), scope && eq(holidays.scopeKey, scopeKeyOf(scope))))
    .orderBy(holidays.date, holidays.id);
}

/** Which days of their places are taken, by which entry: those of a year, or some days of some places. */
export async function findTakenDays(
  db: Executor,
  asked: { scope: HolidayScope | undefined; year: number } | { scopeKeys: string[]; dayKeys: string[] },
): Promise<{ id: string; scopeKey: string; dayKey: string }[]> {
  const days = db.select({ id: holidays.id, scopeKey: holidays.scopeKey, dayKey: holidays.dayKey }).from(holidays);
  if ('year' in asked) return days.where(and(inYear(asked.year), asked.scope && eq(holidays.scopeKey, scopeKeyOf(asked.scope))));
  return days.where(and(inArray(holidays.scopeKey, asked.scopeKeys), inArray(holidays.dayKey, asked.dayKeys)));
}

function ofYear(year: number): SQL | undefined {
  return or(and(eq(holidays.yearly, true), lte(holidays.date, `${year}-12-31`)), inYear(year));
}

function inYear(year: number): SQL | undefined {
  return and(gte(holidays.date, `${year}-01-01`), lte(holidays.date, `${year}-12-31`));
}
