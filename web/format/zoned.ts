import { plusDays } from './when.ts';

/** The instant at which a calendar day begins at a place, so many days later. */
export function startOfDay(date: string, zone: string, later = 0): string {
  return instantAt(plusDays(date, later), '00:00', zone);
}

/** The instant of a date and a time of day (`HH:MM`) by the clocks of a place. */
export function instantAt(date: string, time: string, zone: string): string {
  const guess = Date.parse(`${date}T${time}:00Z`);
  // The offset an hour into that moment is also right where clocks change at midnight.
  return new Date(guess - offsetMs(guess + 3_600_000, zone)).toISOString();
}

function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
  return Date.parse(`${parts.replace(' ', 'T')}Z`) - Math.floor(at / 1_000) * 1_000;
}
