import type { Words } from './fields.ts';
import { epochMs, type Instant, type IsoDate } from './instants.ts';
import { zoneOf } from './local-time.ts';
import { fullDate, timeOfDay } from './written-dates.ts';

/** A date as people write it: `30/12/2026`; in English `2026-12-30`, which nobody takes for another day. */
export function saidDate(date: IsoDate): Words {
  return { pt: fullDate(date), en: date };
}

/** A moment by the clocks of a zone: `30/12/2026 às 09:00`, in English `2026-12-30 at 09:00`. */
export function saidMoment(at: Instant, timeZone: string): Words {
  const { date, msOfDay } = zoneOf(timeZone).toLocal(epochMs(at));
  const { pt, en } = saidDate(date);
  const time = timeOfDay(msOfDay);
  return { pt: `${pt} às ${time}`, en: `${en} at ${time}` };
}
