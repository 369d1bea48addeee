import { foldedWord } from './import-values.ts';
import type { IsoDate } from './instants.ts';

/** Where a holiday is kept: the country, a state (two letters), a city of a state, or one office of the provider. */
export type HolidayScope = 'country' | { state: string } | { city: string; state: string } | { unit: string };

/** A holiday of our own. It replaces what date-holidays has on its date and scope. */
export type HolidayFields = {
  /** Of a yearly one the first. */
  date: IsoDate;
  /** Every year on this day and month. 29 February comes in leap years only. */
  yearly: boolean;
  name: string;
  scope: HolidayScope;
  /** Whether a due date on it counts from the next business day. */
  business: boolean;
  /** Whether windows open at the hours of a holiday. Neither this nor `business`: an ordinary day, whatever wider places say. */
  sending: boolean;
};

export type HolidayEntry = HolidayFields & { id: string };

/** `city:MS:campogrande`: one text a place, however billing systems spell the city. */
export function scopeKeyOf(scope: HolidayScope): string {
  if (scope === 'country') return 'country';
  if ('unit' in scope) return `unit:${scope.unit}`;
  return 'city' in scope ? `city:${scope.state}:${foldedWord(scope.city)}` : `state:${scope.state}`;
}

/** `08-26` of a yearly holiday, else its date: with the scope it names one entry. */
export function dayKeyOf({ date, yearly }: Pick<HolidayFields, 'date' | 'yearly'>): string {
  return yearly ? date.slice(5) : date;
}

/** The date of an entry in a year; null when it has none there. */
export function dateInYear({ date, yearly }: Pick<HolidayFields, 'date' | 'yearly'>, year: number): IsoDate | null {
  const first = Number(date.slice(0, 4));
  if (!yearly) return first === year ? date : null;
  if (year < first) return null;
  return sameDayIn(date, year);
}

/** The same day and month of another year; null for 29 February of a common year. */
export function sameDayIn(date: IsoDate, year: number): IsoDate | null {
  if (date.endsWith('-02-29') && !isLeapYear(year)) return null;
  return `${String(year).padStart(4, '0')}${date.slice(4)}`;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
