import type { IsoDate } from './instants.ts';
import { addDays, dayMs, msOfDay, type Zone } from './local-time.ts';
import type { Calendar } from './plan.ts';
import type { WindowClass } from './states.ts';

/** The first moment a text may leave. Instants in milliseconds since 1970. */
export type Opening = {
  sendsAt: number;
  /** End of this opening: from here on the text waits for the next. */
  until: number;
  /** Local date of the opening. */
  date: IsoDate;
  /** The first date passed over because of a holiday. */
  holiday: { date: IsoDate; name: string } | null;
};

/** A class that opens on none of so many days is taken as closed. */
const searchDays = 60;

/** The first opening of a class of window at or after a moment; null when it stays closed. `always` is open for a day from any moment. */
export function firstOpening(calendar: Calendar, zone: Zone, window: WindowClass, at: number): Opening | null {
  const today = zone.toLocal(at).date;
  if (window === 'always') return { sendsAt: at, until: at + dayMs, date: today, holiday: null };

  let holiday: Opening['holiday'] = null;
  for (let days = 0; days <= searchDays; days++) {
    const date = days === 0 ? today : addDays(today, days);
    for (const hours of calendar.openings(window, date)) {
      const until = zone.toInstant(date, msOfDay(hours.to));
      if (until <= at) continue;
      const sendsAt = Math.max(at, zone.toInstant(date, msOfDay(hours.from)));
      if (sendsAt < until) return { sendsAt, until, date, holiday };
    }
    const name: string | null = holiday === null ? calendar.holidayName(date) : null;
    if (name !== null) holiday = { date, name };
  }
  return null;
}
