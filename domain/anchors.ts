import type { IsoDate } from './instants.ts';
import { addDays, msOfDay, type Zone } from './local-time.ts';
import type { Rule, RuleOffset } from './rules.ts';

/** What an offset counts from: a whole date, or a moment (milliseconds since 1970). */
export type Anchor = { date: IsoDate } | { at: number };

const defaultTime = '09:00';

/**
 * The moment a rule names, by itself. Days keep the local time of day: the rule's, else the anchor's own (09:00 for a date). Hours and
 * minutes run from the moment, or from the date at the rule's time (00:00 when it has none). Days after a moment never end before it.
 */
export function plannedMoment(anchor: Anchor, rule: Pick<Rule, 'offset' | 'time'>, zone: Zone): number {
  const { offset, time } = rule;
  const days = offsetDays(offset);
  if ('date' in anchor) {
    if (days !== null) return zone.toInstant(addDays(anchor.date, days), msOfDay(time ?? defaultTime));
    return zone.toInstant(anchor.date, msOfDay(time ?? '00:00')) + offsetMs(offset);
  }
  if (days === null || Object.keys(offset).length === 0) return anchor.at + offsetMs(offset);
  const local = zone.toLocal(anchor.at);
  const moment = zone.toInstant(addDays(local.date, days), time === null ? local.msOfDay : msOfDay(time));
  return days >= 0 ? Math.max(moment, anchor.at) : moment;
}

/** Whole days of an offset, 0 for an empty one; null when it counts hours or minutes. */
export function offsetDays(offset: RuleOffset): number | null {
  if ('days' in offset) return offset.days ?? 0;
  return 'hours' in offset || 'minutes' in offset ? null : 0;
}

function offsetMs(offset: RuleOffset): number {
  if ('hours' in offset) return (offset.hours ?? 0) * 3_600_000;
  return 'minutes' in offset ? (offset.minutes ?? 0) * 60_000 : 0;
}
