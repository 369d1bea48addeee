import type { IsoDate } from './instants.ts';
import { addDays } from './local-time.ts';
import type { Calendar } from './plan.ts';

/** No run of weekends and holidays is as long; a calendar without business days must not turn for ever. */
const longestRunDays = 60;

/**
 * The date from which a charge may be late: its due date, or the first business day after it (Lei 7.089/1983, Código Civil
 * art. 132 §1). The printed date stays what the customer reads.
 */
export function effectiveDueDate(dueDate: IsoDate, calendar: Pick<Calendar, 'isBusinessDay'>): IsoDate {
  for (let days = 0; days <= longestRunDays; days++) {
    const date = addDays(dueDate, days);
    if (calendar.isBusinessDay(date)) return date;
  }
  return dueDate;
}
