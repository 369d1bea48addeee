/** "Q messages every S seconds", as slots on a line of microseconds. */
export type Pace = { spacingUs: number; toleranceUs: number };

/**
 * Slots (S + m)/Q apart, m = 2 % of S and at most 50 ms: a call up to m late still leaves at most Q calls in any window of S seconds,
 * and the average stays above 97 % of Q/S.
 */
export function paceOf({ quantity, intervalSeconds }: { quantity: number; intervalSeconds: number }): Pace {
  const intervalUs = intervalSeconds * 1_000_000;
  const toleranceUs = Math.min(intervalUs * 0.02, 50_000);
  return { spacingUs: Math.ceil((intervalUs + toleranceUs) / quantity), toleranceUs };
}

/** By how much a late call moves the slots after it, given how far they were moved since its own slot was taken. */
export function pushBackUs({ latenessUs, movedSinceUs }: { latenessUs: number; movedSinceUs: number }, { toleranceUs }: Pace): number {
  const missing = latenessUs - movedSinceUs;
  return missing > toleranceUs ? Math.ceil(missing) : 0;
}
