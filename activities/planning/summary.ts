import { epochMs, type Instant } from '../../domain/instants.ts';
import { zoneOf } from '../../domain/local-time.ts';
import { dayAndMonth, timeOfDay } from '../../domain/written-dates.ts';

/** What ops read on timers and activities in the Temporal UI: `aviso #3 em 02/12 09:00`, local time of the customer. */
export function stepSummary(step: { rule: number; sendsAt: Instant }, timeZone: string): string {
  const { date, msOfDay } = zoneOf(timeZone).toLocal(epochMs(step.sendsAt));
  return `aviso #${step.rule} em ${dayAndMonth(date)} ${timeOfDay(msOfDay)}`;
}
