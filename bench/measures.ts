/** What arrival times say. All times are microseconds since 1970, ascending. */

/** The most arrivals in any window of `windowUs`: an arrival and one exactly `windowUs` later are not in the same window. */
export function mostInWindow(atUs: readonly number[], windowUs: number): number {
  let most = 0;
  let first = 0;
  for (const [index, at] of atUs.entries()) {
    while (at - (atUs[first] ?? at) >= windowUs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

/** The average rate between first and last arrival, as a share of `perSecond`; NaN for fewer than two. */
export function shareOfRate(atUs: readonly number[], perSecond: number): number {
  const spanUs = (atUs.at(-1) ?? 0) - (atUs[0] ?? 0);
  return atUs.length < 2 ? Number.NaN : ((atUs.length - 1) * 1_000_000) / spanUs / perSecond;
}

/** The smallest value that at least the share `p` of the values does not exceed; NaN for none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)] ?? Number.NaN;
}

/** How long after `changeUs` the old, slower spacing lasted: until the first two arrivals closer than `closerThanUs`. NaN: never. */
export function firstCloserMs(atUs: readonly number[], changeUs: number, closerThanUs: number): number {
  const found = atUs.find((at, index) => at > changeUs && index > 0 && at - (atUs[index - 1] ?? 0) < closerThanUs);
  return found === undefined ? Number.NaN : (found - changeUs) / 1000;
}

/** How long after `changeUs` the old, faster spacing lasted: until the last two arrivals closer than `closerThanUs`; 0: it was over. */
export function lastCloserMs(atUs: readonly number[], changeUs: number, closerThanUs: number): number {
  const found = atUs.findLast((at, index) => at > changeUs && index > 0 && at - (atUs[index - 1] ?? 0) < closerThanUs);
  return found === undefined ? 0 : (found - changeUs) / 1000;
}
