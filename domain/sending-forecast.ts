import type { Residence } from './campaign-windows.ts';
import { type CalendarFacts, calendarOfCustomer } from './catalogue-calendar.ts';
import { epochMs, type Instant, instantOf } from './instants.ts';
import { type Zone, zoneOf } from './local-time.ts';
import { firstOpening } from './opening.ts';
import type { Calendar } from './plan.ts';
import type { WindowClass } from './states.ts';

export type SendingForecast = {
  /** When the first text may leave, and when the last one would. */
  startsAt: Instant;
  endsAt: Instant;
  /** Time spent sending, closed hours left out. */
  sendingSeconds: number;
};

/** A year of openings: what takes longer is not worth an hour. */
const mostOpenings = 366;

/**
 * How long so many texts take at a rate from `from` on, through the openings of a class of window. Null when the window never opens, or
 * when a year is not enough.
 */
export function sendingForecast(
  { count, perSecond, window }: { count: number; perSecond: number; window: WindowClass },
  { calendar, zone }: { calendar: Calendar; zone: Zone },
  from: Instant,
): SendingForecast | null {
  let leftMs = (count * 1000) / perSecond;
  let at = epochMs(from);
  let startsAt: Instant | null = null;
  for (let openings = 0; openings < mostOpenings; openings++) {
    const opening = firstOpening(calendar, zone, window, at);
    if (opening === null) return null;
    startsAt ??= instantOf(opening.sendsAt);
    const open = opening.until - opening.sendsAt;
    if (leftMs <= open) return { startsAt, endsAt: instantOf(opening.sendsAt + leftMs), sendingSeconds: Math.round(count / perSecond) };
    leftMs -= open;
    at = opening.until;
  }
  return null;
}

/**
 * The same for texts that go to several places: the first start, and the latest end. How many go to each is left open: each is reckoned as
 * if all went there, so that nothing leaves after the hour that is told. Places that never open are left out; null where none does.
 */
export function forecastOfPlaces(
  texts: { count: number; perSecond: number; window: WindowClass },
  places: readonly Residence[],
  catalogue: CalendarFacts,
  from: Instant,
): SendingForecast | null {
  const forecasts = places.flatMap((place) => {
    const where = { calendar: calendarOfCustomer(place, catalogue), zone: zoneOf(place.timeZone) };
    return sendingForecast(texts, where, from) ?? [];
  });
  const [first] = forecasts.toSorted((a, b) => epochMs(a.startsAt) - epochMs(b.startsAt));
  const last = forecasts.toSorted((a, b) => epochMs(a.endsAt) - epochMs(b.endsAt)).at(-1);
  return first && last ? { ...last, startsAt: first.startsAt } : null;
}
