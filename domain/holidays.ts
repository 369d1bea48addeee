import Holidays from 'date-holidays';
import type { IsoDate } from './instants.ts';

const byStateAndYear = new Map<string, ReadonlyMap<IsoDate, string>>();

/**
 * National and state holidays of a year, by date, with their Portuguese names: what date-holidays calls public or bank (Carnival
 * Monday and Tuesday, Corpus Christi). Half days (Ash Wednesday, 24 and 31 December) are optional there and no holidays here.
 * `state` is the two letters; null or an unknown one gives the national holidays alone.
 */
export function holidaysOf(state: string | null, year: number): ReadonlyMap<IsoDate, string> {
  const key = `${state ?? ''}:${year}`;
  const known = byStateAndYear.get(key);
  if (known) return known;
  // A state's entry replaces the nation's in date-holidays, also when it has run out: without the union SP, RJ, AM and MT
  // lose 20 November.
  const found = new Map([...(state === null ? [] : holidaysIn(state, year)), ...holidaysIn(null, year)]);
  byStateAndYear.set(key, found);
  return found;
}

function holidaysIn(state: string | null, year: number): [IsoDate, string][] {
  const library = state === null ? new Holidays('BR') : new Holidays('BR', state);
  return library
    .getHolidays(year, 'pt')
    .filter(({ type }) => type === 'public' || type === 'bank')
    .map(({ date, name }) => [date.slice(0, 10), name]);
}
