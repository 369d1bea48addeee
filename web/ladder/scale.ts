import { plusDays, type When } from '../format/when.ts';

const dayMs = 86_400_000;
const margin = 2;

/** Days on a line: where an instant or a date stands between the first and the last day that is drawn. */
export type Scale = { first: string; days: number; dayWidth: number; xOf(instant: string): number; xOfDate(date: string): number };

/** A line of `width` pixels that holds all these instants and dates, with a little air at both ends. */
export function scaleOf({
  instants,
  dates,
  width,
  clock: { localDate, time },
  air = margin,
}: {
  instants: string[];
  dates: string[];
  width: number;
  /** Where the days are counted. */
  clock: Pick<When, 'localDate' | 'time'>;
  air?: number;
}): Scale {
  const all = [...instants.map((instant) => localDate(instant)), ...dates].toSorted();
  const first = plusDays(all[0] ?? '2000-01-01', -air);
  const last = plusDays(all.at(-1) ?? first, air);
  const days = Math.max(1, Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1);
  const dayWidth = width / days;
  const xOfDate = (date: string) => ((Date.parse(date) - Date.parse(first)) / dayMs) * dayWidth;
  return {
    first,
    days,
    dayWidth,
    xOfDate,
    xOf: (instant) => xOfDate(localDate(instant)) + shareOf(time(instant)) * dayWidth,
  };
}

/** How much of a day has passed at `HH:MM`; never quite at its edges, so that a step stands in its own day. */
function shareOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return Math.min(0.95, Math.max(0.05, (hours + minutes / 60) / 24));
}

/** Moves what would overlap to the right, in order, so that neighbours are at least `gap` apart and the last stays within `width`. */
export function spread(positions: number[], gap: number, width: number): number[] {
  const spaced: number[] = [];
  for (const position of positions) spaced.push(Math.max(position, (spaced.at(-1) ?? Number.NEGATIVE_INFINITY) + gap));
  let limit = width;
  for (let index = spaced.length - 1; index >= 0; index -= 1) {
    spaced[index] = Math.min(spaced[index] ?? 0, limit);
    limit = (spaced[index] ?? 0) - gap;
  }
  return spaced;
}
