import type { IsoDate } from './instants.ts';

/** `09:05`, of milliseconds since midnight: the seconds that have begun are not told. */
export function timeOfDay(msOfDay: number): string {
  const minutes = Math.floor(msOfDay / 60_000);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** `09:05:07`. */
export function timeWithSeconds(msOfDay: number): string {
  return `${timeOfDay(msOfDay)}:${twoDigits(Math.floor(msOfDay / 1_000) % 60)}`;
}

/** `05/12`, as people here read a date within the year. */
export function dayAndMonth(date: IsoDate): string {
  return `${date.slice(8, 10)}/${date.slice(5, 7)}`;
}

/** `05/12/2026`. */
export function fullDate(date: IsoDate): string {
  return `${dayAndMonth(date)}/${date.slice(0, 4)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
