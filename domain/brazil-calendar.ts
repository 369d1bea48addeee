import { holidaysOf } from './holidays.ts';
import type { IsoDate } from './instants.ts';
import { weekdayOf } from './local-time.ts';
import type { Calendar } from './plan.ts';
import type { EditableWindow, WindowDay, Windows } from './send-window.ts';

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const satisfies readonly WindowDay[];

export type BrazilCalendarInput = {
  /** Two letters of the customer's state: its holidays close windows. Null or unknown: national holidays alone. */
  state: string | null;
  /** Two letters of the unit's state: its holidays are no business days. */
  unitState: string | null;
  /** Already checked by `windowProblems`. */
  windows: Windows;
};

/** The calendar of a customer of a unit. Cheap to make; holidays are kept per state and year for the process. */
export function createBrazilCalendar({ state, unitState, windows }: BrazilCalendarInput): Calendar {
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
      return weekday !== 0 && weekday !== 6 && holidayIn(unitState, date) === null;
    },
    openings(window, date) {
      const holiday = holidayIn(state, date);
      if (window === 'always') return [{ from: '00:00', to: '24:00', holiday }];
      const day = holiday === null ? (dayNames[weekdayOf(date)] ?? 'sun') : 'holiday';
      return hoursOf(window, day).map(({ from, to }) => ({ from, to, holiday }));
    },
    holidayName: (date) => holidayIn(state, date),
  };
}

function holidayIn(state: string | null, date: IsoDate): string | null {
  return holidaysOf(state, Number(date.slice(0, 4))).get(date) ?? null;
}
