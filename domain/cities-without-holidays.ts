import { placeOfCustomer } from './brazil-calendar.ts';
import type { HolidayBook, Place } from './holiday-book.ts';
import { scopeKeyOf } from './holiday-entries.ts';

/** A city whose own holidays nobody has told, as most of its customers spell it. */
export type CityWithoutHolidays = {
  city: string;
  state: string;
  /** Customers who are served there. */
  customers: number;
  /** Whether the unit itself is there: then its business days are in doubt too. */
  ofUnit: boolean;
  /** Of the years asked for, those that lack them. */
  years: number[];
};

type Residents = { state: string | null; city: string | null; customers: number };

/** The cities of a unit and its customers that have no holidays of their own in some of these years, those of most customers first. */
export function citiesWithoutHolidays(
  residents: readonly Residents[],
  { unit, book, years }: { unit: Place; book: HolidayBook; years: readonly number[] },
): CityWithoutHolidays[] {
  const cities = new Map<string, CityWithoutHolidays>();
  // The unit comes with nobody, so that its city is there without customers too.
  const most = [...residents].sort((a, b) => b.customers - a.customers);
  for (const { customers, ...address } of [...most, { state: unit.state, city: unit.city, customers: 0 }]) {
    const place = placeOfCustomer(address, unit);
    const { city, state } = place;
    if (city === null || state === null) continue;
    const key = scopeKeyOf({ city, state });
    const known = cities.get(key);
    if (known) known.customers += customers;
    else {
      const holidays = book.of(place);
      cities.set(key, { city, state, customers, ofUnit: false, years: years.filter((year) => !holidays.knowsCity(year)) });
    }
  }
  const ofUnit = unit.city !== null && unit.state !== null ? scopeKeyOf({ city: unit.city, state: unit.state }) : null;
  return [...cities]
    .map(([key, city]) => ({ ...city, ofUnit: key === ofUnit }))
    .filter(({ years: lacking }) => lacking.length > 0)
    .sort((a, b) => b.customers - a.customers);
}
