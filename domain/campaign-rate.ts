import { epochMs, type Instant } from './instants.ts';

const everyMs = 1_000;
/** Of fewer texts than these a rate is told over a longer time: one text more or less would double it. */
const fewTexts = 5;
const fewEveryMs = 30_000;
/** Nobody sends where there was no text for so long, or for three times as long as one may take. */
const quietMs = 60_000;

type Reached = { settled: number; at: Instant };

/**
 * Texts a second between two looks at a campaign; null: too early to tell. `allowed`: how many it may send a second, null without a
 * limit. One that may send a text every ten seconds is not standing still in between.
 */
export function rateBetween(before: Reached, now: Reached, allowed: number | null): number | null {
  const elapsedMs = epochMs(now.at) - epochMs(before.at);
  const texts = now.settled - before.settled;
  if (elapsedMs < neededMs(texts, allowed)) return null;
  return Math.max(0, (texts * 1000) / elapsedMs);
}

function neededMs(texts: number, allowed: number | null): number {
  if (texts === 0) return Math.max(quietMs, allowed === null ? 0 : (3 * 1000) / allowed);
  return texts > 0 && texts < fewTexts ? fewEveryMs : everyMs;
}

/** Texts a second that a campaign may send: as its gateways together may, or fewer because it has a rate of its own. */
export function allowedRate(own: number | null, gateways: readonly { perSecond: number | null }[]): number | null {
  const together = gateways.reduce<number | null>(
    (sum, { perSecond }) => (sum === null || perSecond === null ? null : sum + perSecond),
    gateways.length === 0 ? null : 0,
  );
  const limits = [own, together].filter((limit) => limit !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}

/** Precise enough to be read: `12.3`, and of a slow one `0.067`. */
export function rateShown(perSecond: number): number {
  return Number(perSecond < 1 ? perSecond.toPrecision(2) : perSecond.toFixed(1));
}
