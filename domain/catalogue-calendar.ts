import { createBrazilCalendar, placeOfCustomer } from './brazil-calendar.ts';
import { createHolidayBook, type HolidayBook, type Place } from './holiday-book.ts';
import type { HolidayEntry } from './holiday-entries.ts';
import type { Calendar } from './plan.ts';
import { type Windows, type WindowsByState, withHours } from './send-window.ts';

/** What the catalogue knows of days and hours. */
export type CalendarFacts = {
  windows: Windows;
  windowsByState: WindowsByState;
  holidays: HolidayEntry[];
  units: Record<string, UnitAddress>;
};
type UnitAddress = { state: string | null; city: string | null };
type Residence = { unitId: string; state: string | null; city: string | null };
type Kept = { book: HolidayBook; calendars: Map<string, Calendar> };

/** A catalogue never changes, so what was worked out of it serves every charge of the same place. */
const keptByCatalogue = new WeakMap<CalendarFacts, Kept>();

/** The calendar of a customer: windows by where they live, business days by their unit. */
export function calendarOfCustomer({ unitId, state, city }: Residence, catalogue: CalendarFacts): Calendar {
  const { book, calendars } = keptOf(catalogue);
  const key = [unitId, state ?? '', city ?? ''].join('\n');
  const known = calendars.get(key);
  if (known) return known;
  const unit = placeOfUnit(catalogue.units[unitId], unitId);
  const place = placeOfCustomer({ state, city }, unit);
  const calendar = createBrazilCalendar({
    state: place.state,
    city: place.city,
    unitState: unit.state,
    unitCity: unit.city,
    unit: unitId,
    windows: withHours(catalogue.windows, catalogue.windowsByState[place.state ?? '']),
    holidays: book,
  });
  calendars.set(key, calendar);
  return calendar;
}

/** The holidays of a catalogue, for who wants to know why a day is none. */
export function holidayBookOf(catalogue: CalendarFacts): HolidayBook {
  return keptOf(catalogue).book;
}

/** Where an office is. */
export function placeOfUnit(unit: UnitAddress | undefined, unitId: string): Place {
  return { state: unit?.state ?? null, city: unit?.city ?? null, unit: unitId };
}

function keptOf(catalogue: CalendarFacts): Kept {
  const known = keptByCatalogue.get(catalogue);
  if (known) return known;
  const made: Kept = { book: createHolidayBook(catalogue.holidays), calendars: new Map() };
  keptByCatalogue.set(catalogue, made);
  return made;
}
