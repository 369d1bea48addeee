import type { IsoDate } from './instants.ts';
import { addDays, dayMs, type Zone } from './local-time.ts';
import type { Calendar } from './plan.ts';

/** `waiting`: until `until` (milliseconds since 1970) the bank file may still come in time. `missing`: somebody has to look for it. */
export type SettlementGuard = { kind: 'open' } | { kind: 'waiting'; until: number } | { kind: 'missing' };

export type SettlementInput = {
  /** Null: the unit's payments are not waited for. */
  settledThrough: IsoDate | null;
  effectiveDueDate: IsoDate;
  /** When the text was to leave. */
  dueAt: number;
  now: number;
  /** Business days after the text's date. */
  days: number;
  calendar: Calendar;
  zone: Zone;
};

/** A calendar without business days must not turn for ever. */
const longestRunDays = 60;

/**
 * Nobody is chased before payments through the effective due date are known. Before its moment a text is planned as if the file came in
 * time; at its moment it waits to the end of so many business days, then for a person.
 */
export function settlementGuard(input: SettlementInput): SettlementGuard {
  const { settledThrough, effectiveDueDate, dueAt, now, days, calendar, zone } = input;
  if (settledThrough === null || settledThrough >= effectiveDueDate || now < dueAt) return { kind: 'open' };
  let date = zone.toLocal(dueAt).date;
  for (let left = days, run = 0; left > 0 && run < longestRunDays; run++) {
    date = addDays(date, 1);
    if (calendar.isBusinessDay(date)) left -= 1;
  }
  const until = zone.toInstant(date, dayMs);
  return now < until ? { kind: 'waiting', until } : { kind: 'missing' };
}
