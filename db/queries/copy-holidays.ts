import { copiedDate } from '../../domain/holiday-copy.ts';
import { dayKeyOf, type HolidayScope, sameDayIn, scopeKeyOf } from '../../domain/holiday-entries.ts';
import type { IsoDate } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { findTakenDays, readHolidaysOfYear } from './read-holidays.ts';
import { type HolidaySaving, lockHolidays, saveHolidays } from './save-holidays.ts';
import type { WriteContext } from './save-records.ts';

/** What a copy came to. */
export type CopiedHolidays = {
  created: number;
  /** Days that their place had already. */
  existing: number;
  /** Copies whose day moved with Easter. */
  moved: { id: string; name: string; from: IsoDate; to: IsoDate }[];
  /** Ids of entries whose day the year does not have. */
  impossible: string[];
};

/** Far below what one statement takes. */
const batchSize = 1_000;

/**
 * Copies the entries of one year's dates to another year, of one place or of all. What is there stays as it is: a second copy does
 * nothing. `touched` are the places whose open charges the caller plans again.
 */
export async function copyHolidays(
  tx: Executor,
  { fromYear, toYear, scope, newId }: { fromYear: number; toYear: number; scope: HolidayScope | undefined; newId: () => string },
  context: WriteContext,
): Promise<CopiedHolidays & { touched: HolidayScope[] }> {
  await lockHolidays(tx);
  const entries = await readHolidaysOfYear(tx, fromYear, scope);
  const taken = new Set((await findTakenDays(tx, { scope, year: toYear })).map(({ scopeKey, dayKey }) => `${scopeKey} ${dayKey}`));
  const copies: HolidaySaving[] = [];
  const copied: CopiedHolidays = { created: 0, existing: 0, moved: [], impossible: [] };
  for (const { id: originalId, date: from, name, scope: place, business, sending } of entries) {
    const date = copiedDate({ date: from, name, business, sending }, toYear);
    if (date === null) {
      copied.impossible.push(originalId);
      continue;
    }
    const copy = { id: newId(), date, yearly: false, name, scope: place, business, sending };
    const key = `${scopeKeyOf(place)} ${dayKeyOf(copy)}`;
    if (taken.has(key)) {
      copied.existing += 1;
      continue;
    }
    taken.add(key);
    copies.push(copy);
    if (date !== sameDayIn(from, toYear)) copied.moved.push({ id: copy.id, name, from, to: date });
  }
  const touched: HolidayScope[] = [];
  for (let from = 0; from < copies.length; from += batchSize) {
    touched.push(...(await saveHolidays(tx, copies.slice(from, from + batchSize), context)).touched);
  }
  return { ...copied, created: copies.length, touched };
}
