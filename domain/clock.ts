import { type Instant, instantOf } from './instants.ts';

/** The one clock of a process: database time in production, virtual time in tests. */
export type Clock = {
  /** Milliseconds since 1970, with fractions. */
  nowMs(): number;
};

export function nowOf(clock: Clock): Instant {
  return instantOf(Math.round(clock.nowMs()));
}
