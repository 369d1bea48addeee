import type { AudienceFilter, ChargeFilter, DateMatch } from './audience.ts';
import type { IsoDate } from './instants.ts';
import { addDays, weekdayOf } from './local-time.ts';

/** Both ends count; null is open. */
export type DateRange = { from: IsoDate | null; to: IsoDate | null };

/** The dates that a match asks for. */
export function dateRange({ match, value }: { match: DateMatch; value: IsoDate }): DateRange {
  switch (match) {
    case 'day':
      return { from: value, to: value };
    case 'week': {
      const monday = addDays(value, -((weekdayOf(value) + 6) % 7));
      return { from: monday, to: addDays(monday, 6) };
    }
    case 'month':
      return { from: `${value.slice(0, 7)}-01`, to: lastOfMonth(value) };
    case 'after':
      return { from: addDays(value, 1), to: null };
    case 'before':
      return { from: null, to: addDays(value, -1) };
  }
}

/** The dates asked of a charge by one of its two dates; null when nothing is asked of that one. */
export function rangeOf({ date }: ChargeFilter, field: 'due' | 'paid'): DateRange | null {
  return date?.field === field ? dateRange(date) : null;
}

/**
 * The birthdays that a match asks for, as month times hundred and day (`1205`). Who was born on 29 February celebrates on the 28th in
 * common years.
 */
export function birthdays({ match, value }: NonNullable<AudienceFilter['birthday']>): number[] {
  const { from, to } = dateRange({ match, value });
  const days: number[] = [];
  for (let date = from ?? value; date <= (to ?? value); date = addDays(date, 1)) {
    days.push(monthAndDay(date));
    if (monthAndDay(date) === 228 && monthAndDay(addDays(date, 1)) === 301) days.push(229);
  }
  return days;
}

/** `1205` of `2026-12-05`. */
export function monthAndDay(date: IsoDate): number {
  return Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10));
}

function lastOfMonth(date: IsoDate): IsoDate {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  return addDays(month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`, -1);
}
