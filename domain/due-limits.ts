import { effectiveDueDate } from './business-day.ts';
import { epochMs, type Instant, type IsoDate } from './instants.ts';
import { addDays, zoneOf } from './local-time.ts';
import type { Calendar } from './plan.ts';

/** What was due on the day before the unit's, on the unit's day, and on the day after: a customer may live in another time zone. */
type ByDay = [IsoDate, IsoDate, IsoDate];

/** Where the charges of a unit's customers stand, by their printed due date. */
export type DueLimits = {
  unitId: string;
  /** The unit's local day. */
  today: IsoDate;
  /** Overdue is what was due by this date. */
  overdueBy: ByDay;
  /** For a span of days overdue: due by the first and after the second. */
  dueBy: ByDay | null;
  dueAfter: ByDay | null;
};

/**
 * The limits of a unit. The effective due date never falls as the printed one rises, so one date a day says it for all charges, and the
 * database needs no calendar.
 */
export function dueLimits(
  { unitId, timeZone, calendar }: { unitId: string; timeZone: string; calendar: Calendar },
  daysOverdue: { min?: number | undefined; max?: number | undefined } | null,
  now: Instant,
): DueLimits {
  const today = zoneOf(timeZone).toLocal(epochMs(now)).date;
  const { min, max } = daysOverdue ?? {};
  const byDay = (days: number): ByDay => {
    const before = (day: number) => lastDueBefore(addDays(today, day + days), calendar);
    return [before(-1), before(0), before(1)];
  };
  return {
    unitId,
    today,
    overdueBy: byDay(0),
    dueBy: min === undefined ? null : byDay(1 - min),
    dueAfter: max === undefined ? null : byDay(-max),
  };
}

/** The latest printed due date whose effective date lies before `day`. */
function lastDueBefore(day: IsoDate, calendar: Calendar): IsoDate {
  let date = addDays(day, -1);
  while (effectiveDueDate(date, calendar) >= day) date = addDays(date, -1);
  return date;
}
