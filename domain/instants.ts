import { memo } from './memo.ts';

/** An instant as ISO 8601 text in UTC (`2026-12-05T12:00:00.000Z`): the only form that crosses a workflow boundary. */
export type Instant = string;

/** A calendar date, `YYYY-MM-DD`. */
export type IsoDate = string;

/** Milliseconds since 1970 of an instant. */
export function epochMs(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant `ms` milliseconds after 1970. */
export const instantOf: (ms: number) => Instant = memo(20_000, (ms) => new Date(ms).toISOString());

export function addMs(instant: Instant, ms: number): Instant {
  return instantOf(epochMs(instant) + ms);
}

export function latest(first: Instant, ...rest: (Instant | null)[]): Instant {
  return rest.reduce<Instant>((a, b) => (b !== null && epochMs(b) > epochMs(a) ? b : a), first);
}

export function earliest(first: Instant, ...rest: (Instant | null)[]): Instant {
  return rest.reduce<Instant>((a, b) => (b !== null && epochMs(b) < epochMs(a) ? b : a), first);
}
