import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paceOf, pushBackUs } from './pace.ts';

const rates = fc.record({ quantity: fc.integer({ min: 1, max: 400 }), intervalSeconds: fc.integer({ min: 1, max: 60 }) });

/** Calls at their slots, each late by its own amount, with the slots after it moved as the sender moves them. */
function callTimes(rate: { quantity: number; intervalSeconds: number }, latenesses: number[]): number[] {
  const pace = paceOf(rate);
  let moved = 0;
  return latenesses.map((lateUs, index) => {
    const slot = index * pace.spacingUs + moved;
    moved += pushBackUs({ latenessUs: lateUs, movedSinceUs: 0 }, pace);
    return slot + lateUs;
  });
}

function mostInWindow(times: number[], windowUs: number): number {
  let from = 0;
  let most = 0;
  for (const [to, time] of times.entries()) {
    while (time - (times[from] ?? time) > windowUs) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

describe('the pace of a gateway', () => {
  it('never lets more than its quantity into any window, however late calls leave', () => {
    fc.assert(
      fc.property(rates, fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 900 }), (rate, latenesses) => {
        // A call cannot leave before the one whose slot came first: the connection takes them in order.
        const times = callTimes(rate, latenesses).map((time, index, all) => Math.max(time, ...all.slice(Math.max(0, index - 1), index)));
        return mostInWindow(times, rate.intervalSeconds * 1_000_000 - 1) <= rate.quantity;
      }),
    );
  });

  it('keeps at least 97 % of the rate when calls leave in time', () => {
    fc.assert(
      fc.property(rates, (rate) => {
        const perSecond = 1_000_000 / paceOf(rate).spacingUs;
        return perSecond >= (0.97 * rate.quantity) / rate.intervalSeconds;
      }),
    );
  });

  it('moves slots only by what is missing after an earlier late call', () => {
    const pace = paceOf({ quantity: 10, intervalSeconds: 1 });
    expect(pushBackUs({ latenessUs: 15_000, movedSinceUs: 0 }, pace)).toBe(0);
    expect(pushBackUs({ latenessUs: 60_000, movedSinceUs: 0 }, pace)).toBe(60_000);
    expect(pushBackUs({ latenessUs: 60_000, movedSinceUs: 50_000 }, pace)).toBe(0);
  });
});
