import Holidays from 'date-holidays';
import { isStateCode } from './brazil-states.ts';
import { foldedWord } from './import-values.ts';
import type { IsoDate } from './instants.ts';

/**
 * A year's holidays of the whole country, by date, with their Portuguese names: what date-holidays calls public or bank (Carnival
 * Monday and Tuesday, Corpus Christi). Half days (Ash Wednesday, 24 and 31 December) are optional there and no holidays here.
 */
export function nationalHolidays(year: number): ReadonlyMap<IsoDate, string> {
  return kept(`${year}`, () => publicHolidays(new Holidays('BR'), year));
}

/** What a state has beyond the country. Two letters; those that are no state have none. */
export function stateHolidays(state: string, year: number): ReadonlyMap<IsoDate, string> {
  if (!isStateCode(state)) return none;
  return kept(`${state}:${year}`, () => without(publicHolidays(new Holidays('BR', state), year), nationalHolidays(year)));
}

/** Whether date-holidays has a city's own holidays; it knows six. */
export function isKnownCity(city: string, state: string): boolean {
  return regionOf(city, state) !== null;
}

/** What a city has beyond its state; a city that date-holidays does not know has none. */
export function cityHolidays(city: string, state: string, year: number): ReadonlyMap<IsoDate, string> {
  const region = regionOf(city, state);
  if (region === null) return none;
  return kept(`${state}:${region}:${year}`, () => {
    const ofCity = publicHolidays(new Holidays('BR', state, region), year);
    return without(without(ofCity, nationalHolidays(year)), stateHolidays(state, year));
  });
}

/** Easter Sunday, from which Carnival, Good Friday and Corpus Christi are counted. */
export function easterOf(year: number): IsoDate {
  const easter = new Holidays('BR').getHolidays(year, 'pt').find(({ rule }) => rule === 'easter');
  if (easter === undefined) throw new Error(`date-holidays knows no Easter of ${year}`);
  return easter.date.slice(0, 10);
}

const none: ReadonlyMap<IsoDate, string> = new Map();
const keptHolidays = new Map<string, ReadonlyMap<IsoDate, string>>();

/** The library takes milliseconds a year; a process asks it once. */
function kept(key: string, find: () => ReadonlyMap<IsoDate, string>): ReadonlyMap<IsoDate, string> {
  const known = keptHolidays.get(key) ?? find();
  keptHolidays.set(key, known);
  return known;
}

/** What people here call them. */
const usualNames: Readonly<Record<string, string>> = {
  'Sexta-Feira Santa': 'Sexta-feira Santa',
  'Dia de Tiradentes': 'Tiradentes',
  'Dia do trabalhador': 'Dia do Trabalho',
  'Corpo de Deus': 'Corpus Christi',
  'Dia da Independência': 'Independência do Brasil',
  'Dia de Eleição': 'Eleições',
  'Dia de Finados': 'Finados',
};

function publicHolidays(library: Holidays, year: number): ReadonlyMap<IsoDate, string> {
  return new Map(
    library
      .getHolidays(year, 'pt')
      .filter(({ type }) => type === 'public' || type === 'bank')
      .map(({ date, name }) => [date.slice(0, 10), usualNames[name] ?? name]),
  );
}

/** A wider place's holiday keeps its own name and can be switched off there alone. */
function without(holidays: ReadonlyMap<IsoDate, string>, wider: ReadonlyMap<IsoDate, string>): ReadonlyMap<IsoDate, string> {
  return new Map([...holidays].filter(([date]) => !wider.has(date)));
}

const regionsByState = new Map<string, ReadonlyMap<string, string>>();

function regionOf(city: string, state: string): string | null {
  if (!isStateCode(state)) return null;
  const known = regionsByState.get(state);
  const regions =
    known ?? new Map(Object.entries(new Holidays().getRegions('BR', state) ?? {}).map(([code, name]) => [foldedWord(name), code]));
  if (known === undefined) regionsByState.set(state, regions);
  return regions.get(foldedWord(city)) ?? null;
}
