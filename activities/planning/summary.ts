import { epochMs, type Instant } from '../../domain/instants.ts';
import { dayAndMonth, zoneOf } from '../../domain/local-time.ts';

/** What ops read on timers and activities in the Temporal UI: `aviso #3 em 02/12 09:00`, local time of the customer. */
export function stepSummary(step: { rule: number; sendsAt: Instant }, timeZone: string): string {
  const { date, msOfDay } = zoneOf(timeZone).toLocal(epochMs(step.sendsAt));
  const minutes = Math.floor(msOfDay / 60_000);
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `aviso #${step.rule} em ${dayAndMonth(date)} ${time}`;
}
