import { plusDays } from '../../format/when.ts';

/** The instant at which a calendar day begins at a place, so many days later. */
export function startOfDay(date: string, zone: string, later = 0): string {
  const day = plusDays(date, later);
  const guess = Date.parse(`${day}T00:00:00Z`);
  // The offset an hour into that day is also right where clocks change at midnight.
  return new Date(guess - offsetMs(guess + 3_600_000, zone)).toISOString();
}

function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
  return Date.parse(`${parts.replace(' ', 'T')}Z`) - Math.floor(at / 1_000) * 1_000;
}
