import { addMs, epochMs, type Instant } from './instants.ts';

/**
 * A circuit breaker: while closed it counts, while open nothing is sent but one text now and then that tries whether the provider is
 * back. `probingAt`: when one set out.
 */
export type Breaker =
  | { state: 'closed'; answered: number; failed: number; countedFrom: Instant }
  | { state: 'open'; openedAt: Instant; probeAt: Instant; probingAt: Instant | null; probes: number };

/** Calls of one moment: with an answer of whatever kind, and without (connection refused, time-out, "try later"). */
export type CallCounts = { answered: number; failed: number };

const windowMs = 30_000;
const leastFailures = 5;
const firstProbeMs = 5_000;
const mostProbeMs = 60_000;

/** Whether a text may set out now to try whether the provider is back. */
export function isProbeDue(breaker: Breaker, now: Instant): boolean {
  return breaker.state === 'open' && epochMs(breaker.probeAt) <= epochMs(now);
}

export function closedBreaker(now: Instant): Breaker {
  return { state: 'closed', answered: 0, failed: 0, countedFrom: now };
}

/**
 * The breaker after some calls. It opens when within half a minute at least five calls failed and no more were answered; it closes when
 * the text that tried got an answer, and else waits longer for the next try, from 5 s to a minute. Calls that were under way when it
 * opened say nothing about later.
 */
export function afterCalls(breaker: Breaker, calls: CallCounts, now: Instant): Breaker {
  if (breaker.state === 'open') return afterProbe(breaker, calls, now);
  const fresh = epochMs(now) - epochMs(breaker.countedFrom) > windowMs;
  const counted = fresh ? { answered: 0, failed: 0, countedFrom: now } : breaker;
  const answered = counted.answered + calls.answered;
  const failed = counted.failed + calls.failed;
  if (failed >= leastFailures && failed >= answered) {
    return { state: 'open', openedAt: now, probeAt: addMs(now, firstProbeMs), probingAt: null, probes: 0 };
  }
  return failed === 0 ? closedBreaker(now) : { state: 'closed', answered, failed, countedFrom: counted.countedFrom };
}

function afterProbe(breaker: Extract<Breaker, { state: 'open' }>, { answered, failed }: CallCounts, now: Instant): Breaker {
  if (breaker.probingAt === null) return breaker;
  if (answered > 0) return closedBreaker(now);
  if (failed === 0) return breaker;
  const waitMs = Math.min(mostProbeMs, firstProbeMs * 2 ** (breaker.probes + 1));
  return { ...breaker, probeAt: addMs(now, waitMs), probingAt: null, probes: breaker.probes + 1 };
}
