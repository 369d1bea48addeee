import type { IsoDate } from './instants.ts';
import { addDays } from './local-time.ts';

/** How a fact came: by itself as it happened, in a file that takes over a living base, or in the daily file. */
export type Arrival = 'event' | 'takeover' | 'daily';

const oldestCreationDays = 3;
const oldestPaymentDays = 5;

/** Whether a new charge is news to its customer. A daily file may bring what was issued long before. `today` is the customer's. */
export function isCreationNews({ arrival, issuedAt, today }: { arrival: Arrival; issuedAt: IsoDate | null; today: IsoDate }): boolean {
  if (arrival !== 'daily') return arrival === 'event';
  return issuedAt === null || issuedAt >= addDays(today, -oldestCreationDays);
}

/** Whether a payment is confirmed to its customer. `today` is the customer's. */
export function isPaymentNews({ arrival, paidOn, today }: { arrival: Arrival; paidOn: IsoDate; today: IsoDate }): boolean {
  if (arrival !== 'daily') return arrival === 'event';
  return paidOn >= addDays(today, -oldestPaymentDays);
}
