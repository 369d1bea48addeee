import type { Words } from './fields.ts';
import { epochMs, type Instant, type IsoDate } from './instants.ts';
import { zoneOf } from './local-time.ts';

/** A date as people write it: `30/12/2026`; in English `2026-12-30`, which nobody takes for another day. */
export function saidDate(date: IsoDate): Words {
  return { pt: date.split('-').reverse().join('/'), en: date };
}

/** A moment by the clocks of a zone: `30/12/2026 às 09:00`, in English `2026-12-30 at 09:00`. */
export function saidMoment(at: Instant, timeZone: string): Words {
  const { date, msOfDay } = zoneOf(timeZone).toLocal(epochMs(at));
  const minutes = Math.floor(msOfDay / 60_000);
  const time = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  const { pt, en } = saidDate(date);
  return { pt: `${pt} às ${time}`, en: `${en} at ${time}` };
}
