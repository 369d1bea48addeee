import { createHolidayBook, type HolidayBook, type Place } from './holiday-book.ts';
import { weekdayOf } from './local-time.ts';
import type { Calendar } from './plan.ts';
import type { EditableWindow, WindowDay, Windows } from './send-window.ts';

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const satisfies readonly WindowDay[];

export type BrazilCalendarInput = {
  /** Two letters of the customer's state: with the city its holidays close windows. Null or unknown: national holidays alone. */
  state: string | null;
  city?: string | null;
  /** Two letters of the unit's state: with its city its holidays are no business days. */
  unitState: string | null;
  unitCity?: string | null;
  /** Holidays of the office itself count for both. */
  unit?: string | null;
  /** Those of the customer's state, already checked by `windowProblems`. */
  windows: Windows;
  /** Absent: what date-holidays knows. */
  holidays?: HolidayBook;
};

const libraryAlone = createHolidayBook([]);

/** The calendar of a customer of a unit. Cheap to make and to ask: the book keeps the days of each place and year. */
export function createBrazilCalendar(input: BrazilCalendarInput): Calendar {
  const { state, city = null, unitState, unitCity = null, unit = null, windows, holidays = libraryAlone } = input;
  const atCustomer = holidays.of({ state, city, unit });
  const atUnit = holidays.of({ state: unitState, city: unitCity, unit });
  const opened = new Map<string, { from: string; to: string }[]>();
  const hoursOf = (windowClass: EditableWindow, day: WindowDay) => {
    const key = `${windowClass}.${day}`;
    const known = opened.get(key);
    if (known) return known;
    const hours = windows[windowClass][day].map((hours) => ({ from: hours.slice(0, 5), to: hours.slice(6) }));
    opened.set(key, hours);
    return hours;
  };

  return {
    isBusinessDay(date) {
      const weekday = weekdayOf(date);
      return weekday !== 0 && weekday !== 6 && atUnit.on(date).business === null;
    },
    openings(window, date) {
      const holiday = atCustomer.on(date).sending;
      if (window === 'always') return [{ from: '00:00', to: '24:00', holiday }];
      const day = holiday === null ? (dayNames[weekdayOf(date)] ?? 'sun') : 'holiday';
      return hoursOf(window, day).map(({ from, to }) => ({ from, to, holiday }));
    },
    holidayName: (date) => atCustomer.on(date).sending,
  };
}

/** Where a customer is: what is not said of them is their unit's, the city only while it lies in their state. */
export function placeOfCustomer(customer: { state: string | null; city: string | null }, unit: Place): Place {
  const state = customer.state ?? unit.state;
  return { state, city: customer.city ?? (state === unit.state ? unit.city : null), unit: unit.unit };
}
