import { isStateCode } from './brazil-states.ts';
import { dateInYear, type HolidayEntry, type HolidayScope, scopeKeyOf } from './holiday-entries.ts';
import { cityHolidays, isKnownCity, nationalHolidays, stateHolidays } from './holidays.ts';
import type { IsoDate } from './instants.ts';

/** Where somebody is, as far as it is known. */
export type Place = { state: string | null; city: string | null; unit: string | null };

/** Why a day is no ordinary day, or is made one. */
export type Holiday = {
  name: string;
  scope: HolidayScope;
  /** The id of the entry of our own; null where date-holidays says it. */
  entryId: string | null;
  business: boolean;
  sending: boolean;
};

/** What a date is at a place: the name of what makes it no business day, of what makes it a holiday for texts, and all that was said. */
export type HolidayDay = { business: string | null; sending: string | null; said: Holiday[] };

export type PlaceHolidays = {
  on(date: IsoDate): HolidayDay;
  /** Whether the place's own city has holidays of its own in a year, or an entry that says it has none. */
  knowsCity(year: number): boolean;
};

export type HolidayBook = { of(place: Place): PlaceHolidays };

const ordinary: HolidayDay = { business: null, sending: null, said: [] };

/**
 * All holidays that are known: those of date-holidays, replaced and completed by entries of our own. What country, state, city and unit
 * say adds up, but an entry that makes a date an ordinary day silences its own place and the wider ones. Places that have nothing of
 * their own share what they look up.
 */
export function createHolidayBook(entries: readonly HolidayEntry[]): HolidayBook {
  const own = new Map<string, HolidayEntry[]>();
  for (const entry of entries) {
    const key = scopeKeyOf(entry.scope);
    const kept = own.get(key);
    if (kept) kept.push(entry);
    else own.set(key, [entry]);
  }
  const places = new Map<string, PlaceHolidays>();
  return {
    of(place) {
      const scopes = scopesOfPlace(place).filter((scope) => own.has(scopeKeyOf(scope)) || isInLibrary(scope));
      const key = scopes.map(scopeKeyOf).join(' ');
      const known = places.get(key) ?? holidaysOfPlace(scopes, own);
      places.set(key, known);
      return known;
    },
  };
}

/** What was said of a date at any of these places, each once, from the widest scope to the narrowest. */
export function holidaysSaidAt(book: HolidayBook, places: readonly Place[], date: IsoDate): Holiday[] {
  const said = new Map<string, Holiday>();
  for (const place of places) for (const holiday of book.of(place).on(date).said) said.set(scopeKeyOf(holiday.scope), holiday);
  return [...said.values()].sort((a, b) => breadth(a.scope) - breadth(b.scope));
}

function breadth(scope: HolidayScope): number {
  if (scope === 'country') return 0;
  if ('unit' in scope) return 3;
  return 'city' in scope ? 2 : 1;
}

/** Whose holidays are kept at a place, from the widest to the narrowest. */
export function scopesOfPlace({ state, city, unit }: Place): HolidayScope[] {
  return [
    'country',
    ...(state === null ? [] : [{ state }]),
    ...(state === null || city === null ? [] : [{ city, state }]),
    ...(unit === null ? [] : [{ unit }]),
  ];
}

function isInLibrary(scope: HolidayScope): boolean {
  if (scope === 'country') return true;
  if ('unit' in scope) return false;
  return 'city' in scope ? isKnownCity(scope.city, scope.state) : isStateCode(scope.state);
}

function libraryHolidays(scope: HolidayScope, year: number): ReadonlyMap<IsoDate, string> {
  if (scope === 'country') return nationalHolidays(year);
  if ('unit' in scope) return new Map();
  return 'city' in scope ? cityHolidays(scope.city, scope.state, year) : stateHolidays(scope.state, year);
}

function holidaysOfPlace(scopes: readonly HolidayScope[], own: ReadonlyMap<string, HolidayEntry[]>): PlaceHolidays {
  const years = new Map<number, { days: ReadonlyMap<IsoDate, HolidayDay>; knowsCity: boolean }>();
  const yearOf = (year: number) => {
    const known = years.get(year);
    if (known) return known;
    const layers = scopes.map((scope) => holidaysOfScope(scope, year, own.get(scopeKeyOf(scope)) ?? []));
    const knowsCity = scopes.some((scope, index) => typeof scope === 'object' && 'city' in scope && layers[index]?.size !== 0);
    const made = { days: addedUp(layers), knowsCity };
    years.set(year, made);
    return made;
  };
  return {
    on: (date) => yearOf(Number(date.slice(0, 4))).days.get(date) ?? ordinary,
    knowsCity: (year) => yearOf(year).knowsCity,
  };
}

/** What one place says of a year. An entry of one date wins over a yearly one, which wins over the library. */
function holidaysOfScope(scope: HolidayScope, year: number, entries: readonly HolidayEntry[]): Map<IsoDate, Holiday> {
  const found = new Map<IsoDate, Holiday>();
  for (const [date, name] of libraryHolidays(scope, year)) {
    found.set(date, { name, scope, entryId: null, business: true, sending: true });
  }
  for (const yearly of [true, false]) {
    for (const entry of entries) {
      const date = entry.yearly === yearly ? dateInYear(entry, year) : null;
      if (date === null) continue;
      const { id, name, business, sending } = entry;
      found.set(date, { name, scope: entry.scope, entryId: id, business, sending });
    }
  }
  return found;
}

function addedUp(layers: readonly ReadonlyMap<IsoDate, Holiday>[]): ReadonlyMap<IsoDate, HolidayDay> {
  const days = new Map<IsoDate, HolidayDay>();
  for (const layer of layers) {
    for (const [date, holiday] of layer) {
      const { name, business, sending } = holiday;
      const wider = business || sending ? (days.get(date) ?? ordinary) : { ...ordinary, said: days.get(date)?.said ?? [] };
      days.set(date, {
        business: wider.business ?? (business ? name : null),
        sending: wider.sending ?? (sending ? name : null),
        said: [...wider.said, holiday],
      });
    }
  }
  return days;
}
