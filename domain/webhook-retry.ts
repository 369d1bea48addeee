import { addMs, epochMs, type Instant } from './instants.ts';

/** Waits between attempts, in seconds; the last one repeats. Some thirteen attempts fit into three days. */
const waits = [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200];
const longestRestMs = 60_000;

export type DeliveryRetry = { kind: 'retry'; at: Instant } | { kind: 'give-up' };

/** What follows a delivery that was not taken. The receiver's own Retry-After wins when it is longer. */
export function afterFailedDelivery(
  { attempts, giveUpAt, retryAfterMs }: { attempts: number; giveUpAt: Instant; retryAfterMs: number | null },
  now: Instant,
): DeliveryRetry {
  const wait = waits[Math.min(attempts, waits.length) - 1] ?? 0;
  const at = addMs(now, Math.max(wait * 1000, retryAfterMs ?? 0));
  return epochMs(at) >= epochMs(giveUpAt) ? { kind: 'give-up' } : { kind: 'retry', at };
}

/** Until when an address that does not answer is left in peace, whatever else waits for it: from a second, doubling, to a minute. */
export function restAfter(unanswered: number, now: Instant): Instant {
  return addMs(now, Math.min(longestRestMs, 1000 * 2 ** Math.min(unanswered - 1, 10)));
}
