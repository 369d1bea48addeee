import type { Breaker } from './breaker.ts';
import { epochMs, type Instant } from './instants.ts';

/** A provider that is away may come back: its texts wait so long before others carry them. */
const patienceMs = 60_000;
/** Temporary refusals after which a text may go by another gateway, though the provider takes others: some two minutes. */
export const mostRetries = 6;
/** Another gateway gets what it can send in this time, so that the rest goes the old way should that come back. */
const filledForSeconds = 60;
const mostAtOnce = 1_000;

/** Why texts of a gateway may leave by another one now; null: they stay. A person's pause moves nothing; a gateway that was given up keeps nothing. */
export function failoverReason(
  { retired, stoppedReason, breaker }: { retired: boolean; stoppedReason: string | null; breaker: Breaker },
  now: Instant,
): 'retired' | 'stopped' | 'down' | null {
  if (retired) return 'retired';
  if (stoppedReason !== null) return 'stopped';
  return breaker.state === 'open' && epochMs(now) - epochMs(breaker.openedAt) >= patienceMs ? 'down' : null;
}

/** A gateway that may take over, with what waits on it already. */
export type FailoverCandidate = { id: string; perSecond: number | null; due: number };

/** For how many more texts a gateway has room. */
export function roomOf({ perSecond, due }: FailoverCandidate): number {
  const most = perSecond === null ? mostAtOnce : Math.ceil(perSecond * filledForSeconds);
  return Math.max(0, Math.min(mostAtOnce, most - due));
}

/**
 * Which gateway each text goes to: the first that `orderOf` gives which has room and can carry it. What none of them carries stays and
 * is not among the moves.
 */
export function failoverMoves<T, G extends FailoverCandidate, C>(
  texts: readonly T[],
  candidates: readonly G[],
  { orderOf, carriedBy }: { orderOf(text: T, candidates: readonly G[]): readonly G[]; carriedBy(text: T, gateway: G): C | null },
): { text: T; to: G; carried: C }[] {
  const rooms = new Map(candidates.map((candidate) => [candidate.id, roomOf(candidate)]));
  return texts.flatMap((text) => {
    for (const to of orderOf(text, candidates)) {
      const room = rooms.get(to.id) ?? 0;
      const carried = room > 0 ? carriedBy(text, to) : null;
      if (carried === null) continue;
      rooms.set(to.id, room - 1);
      return [{ text, to, carried }];
    }
    return [];
  });
}
