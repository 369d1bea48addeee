import { Temporal } from 'temporal-polyfill';
import type { IsoDate } from './instants.ts';
import { memo } from './memo.ts';

export const dayMs = 86_400_000;

/** A moment as the people of a zone read it: their date, and milliseconds since their midnight. */
export type LocalMoment = { date: IsoDate; msOfDay: number };

/** Converts between instants (milliseconds since 1970) and the dates and times of one IANA zone. */
export type Zone = {
  toLocal(ms: number): LocalMoment;
  /** A time the clocks skip counts as much later as they jumped; one that comes twice is its first. `msOfDay` may pass midnight. */
  toInstant(date: IsoDate, msOfDay: number): number;
};

/** Milliseconds during which a zone keeps one offset; `until` is exclusive. */
type Span = { from: number; until: number; offset: number };

const zones = new Map<string, Zone>();

/** The zone of an IANA name. Throws RangeError for a name that is none: zones are parsed where they come in. */
export function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  const made = makeZone(timeZone);
  zones.set(timeZone, made);
  return made;
}

function makeZone(timeZone: string): Zone {
  // Asking Temporal costs tens of microseconds and milliseconds for transitions; a zone has few spans, so each is asked once.
  const spans: Span[] = [];

  const spanAt = (ms: number): Span => {
    const known = spans.find((span) => span.from <= ms && ms < span.until);
    if (known) return known;
    const moment = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
    const span = {
      from: transitionAtOrBefore(moment),
      until: moment.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      offset: moment.offsetNanoseconds / 1e6,
    };
    spans.push(span);
    return span;
  };
  spanAt(0); // refuses a name that is no zone

  return {
    toLocal(ms) {
      const local = ms + spanAt(ms).offset;
      return { date: dateOf(local), msOfDay: local - Math.floor(local / dayMs) * dayMs };
    },
    toInstant(date, msOfDay) {
      const local = midnightUtc(date) + msOfDay;
      // The span that was in force a day before decides unless a change lies between.
      const before = spanAt(local - dayMs);
      const after = spanAt(local + dayMs);
      if (before === after || local - before.offset < before.until) return local - before.offset;
      return local - after.offset >= after.from ? local - after.offset : local - before.offset;
    },
  };
}

function transitionAtOrBefore(moment: Temporal.ZonedDateTime): number {
  // `previous` is strictly before: a moment that is itself a change must find itself.
  const previous = moment.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
}

/** The date `days` after (negative: before) a date. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOf(midnightUtc(date) + days * dayMs);
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(date: IsoDate): number {
  return (((midnightUtc(date) / dayMs + 4) % 7) + 7) % 7;
}

/** Milliseconds since midnight of `HH:MM`; `24:00` is the day's end. */
export function msOfDay(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;
}

const midnightUtc = memo(10_000, (date: IsoDate) =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))),
);

function dateOf(utcMs: number): IsoDate {
  return dateOfDay(Math.floor(utcMs / dayMs));
}

const dateOfDay = memo(10_000, (day: number): IsoDate => new Date(day * dayMs).toISOString().slice(0, 10));
