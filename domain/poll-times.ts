import { addMs, type Instant } from './instants.ts';

const longestMs = 900_000;
const repliesEveryMs = 60_000;
const balanceEveryMs = 600_000;
/** With a floor under it a balance is watched. */
const guardedEveryMs = 120_000;
/** Clocks differ, and a provider may list a reply late: windows overlap, and repeats are known. */
const overlapMs = 600_000;
/** A gateway that was never asked is asked for the last day. */
const firstWindowMs = 86_400_000;

/** How often each kind of question is asked, the provider's own limit included. */
export function repliesEvery({ pauseMs }: { pauseMs: number }): number {
  return Math.max(repliesEveryMs, pauseMs);
}

export function balanceEvery({ guarded }: { guarded: boolean }): number {
  return guarded ? guardedEveryMs : balanceEveryMs;
}

/** When to ask again: the usual time after an answer; twice as long after each failure, a quarter of an hour at most, or as the provider says. */
export function nextPollAt(
  now: Instant,
  { everyMs, failures, retryAfterMs }: { everyMs: number; failures: number; retryAfterMs: number | null },
): Instant {
  const waitMs = Math.max(everyMs, Math.min(longestMs, everyMs * 2 ** Math.min(failures, 10)));
  return addMs(now, Math.max(waitMs, retryAfterMs ?? 0));
}

/** The time of which replies are asked for. */
export function replyWindow(answeredAt: Instant | null, now: Instant): { since: Instant; until: Instant } {
  return { since: answeredAt === null ? addMs(now, -firstWindowMs) : addMs(answeredAt, -overlapMs), until: now };
}
