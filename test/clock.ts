import type { Clock } from '../domain/clock.ts';
import { epochMs, type Instant } from '../domain/instants.ts';

export type VirtualClock = Clock & {
  /** Moves the clock to an instant; time never runs backwards. */
  advanceTo(instant: Instant): void;
  advanceBy(ms: number): void;
};

/** A clock that stands still until a test moves it. */
export function virtualClock(start: Instant): VirtualClock {
  let nowMs = epochMs(start);
  const advanceToMs = (ms: number) => {
    if (!(ms >= nowMs)) throw new Error(`a virtual clock cannot go from ${nowMs} back to ${ms}`);
    nowMs = ms;
  };
  return {
    nowMs: () => nowMs,
    advanceTo: (instant) => advanceToMs(epochMs(instant)),
    advanceBy: (ms) => advanceToMs(nowMs + ms),
  };
}
