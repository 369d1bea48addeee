import type { Breaker } from './breaker.ts';
import { epochMs, type Instant } from './instants.ts';

/** A provider that is away may come back: its texts wait so long before others carry them. */
const patienceMs = 60_000;
/** Temporary refusals after which a text may go by another gateway, though the provider takes others: some two minutes. */
export const mostRetries = 6;
/** Another gateway gets what it can send in this time, so that the rest goes the old way should that come back. */
const filledForSeconds = 60;
const mostAtOnce = 1_000;

/** Why texts of a gateway may leave by another one now; null: they stay. A person's pause is a decision and moves nothing. */
export function failoverReason(
  { stoppedReason, breaker }: { stoppedReason: string | null; breaker: Breaker },
  now: Instant,
): 'stopped' | 'down' | null {
  if (stoppedReason !== null) return 'stopped';
  return breaker.state === 'open' && epochMs(now) - epochMs(breaker.openedAt) >= patienceMs ? 'down' : null;
}

/** A gateway that may take over, with what waits on it already. */
export type FailoverCandidate = { id: string; perSecond: number | null; due: number };

/** The first gateway, in the order given, that has room for more, and for how much; null when none has. */
export function failoverTarget(candidates: readonly FailoverCandidate[]): { id: string; room: number } | null {
  for (const { id, perSecond, due } of candidates) {
    const most = perSecond === null ? mostAtOnce : Math.ceil(perSecond * filledForSeconds);
    const room = Math.min(mostAtOnce, most - due);
    if (room > 0) return { id, room };
  }
  return null;
}
