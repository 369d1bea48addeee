import { effectiveDueDate } from './business-day.ts';
import { epochMs, type IsoDate } from './instants.ts';
import { addDays, dayMs, type Zone } from './local-time.ts';
import type { Calendar, PlanHold } from './plan.ts';
import { shareOf } from './wake.ts';

const hourMs = 3_600_000;

type Place = { chargeId: string; calendar: Calendar; zone: Zone };

/**
 * When a hold lets go of a charge, in milliseconds since 1970; Infinity for one without end. A promise for a day on which banks rest is
 * kept on the next one on which they work. The charges of a large hold come back spread over hours, each at its own moment.
 */
export function holdEnd(hold: PlanHold, { chargeId, calendar, zone }: Place): number {
  if (hold.until === null) return Number.POSITIVE_INFINITY;
  const until = epochMs(hold.until);
  const spread = hold.releaseOverHours === null ? 0 : Math.floor(shareOf(chargeId) * hold.releaseOverHours * hourMs);
  if (hold.kind !== 'promise' || hold.released) return until + spread;
  const date = promisedDate(until, zone);
  const extra = (Date.parse(effectiveDueDate(date, calendar)) - Date.parse(date)) / dayMs;
  if (extra === 0) return until + spread;
  const local = zone.toLocal(until);
  return zone.toInstant(addDays(local.date, extra), local.msOfDay) + spread;
}

/** The last local date of a promise: one that ends at midnight is for the day before. */
export function promisedDate(until: number, zone: Zone): IsoDate {
  return zone.toLocal(until - 1).date;
}
