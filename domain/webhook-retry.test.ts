import { expect, test } from 'vitest';
import { addMs } from './instants.ts';
import { afterFailedDelivery, restAfter } from './webhook-retry.ts';

const now = '2026-12-01T12:00:00.000Z';
const giveUpAt = addMs(now, 3 * 86_400_000);

test('a delivery that nobody takes is tried some ten times within three days, ever more seldom, and then given up', () => {
  const waited: number[] = [];
  for (let attempts = 1, at = now; ; attempts++) {
    const next = afterFailedDelivery({ attempts, giveUpAt, retryAfterMs: null }, at);
    if (next.kind === 'give-up') break;
    waited.push(Date.parse(next.at) - Date.parse(at));
    at = next.at;
  }
  expect(waited.slice(0, 3)).toEqual([5_000, 30_000, 120_000]);
  expect(waited).toEqual(waited.toSorted((a, b) => a - b));
  expect(waited.length).toBeGreaterThanOrEqual(10);
  expect(waited.reduce((a, b) => a + b)).toBeGreaterThan(2.5 * 86_400_000);
});

test('a longer Retry-After is kept, a shorter one is not', () => {
  expect(afterFailedDelivery({ attempts: 1, giveUpAt, retryAfterMs: 90_000 }, now)).toEqual({ kind: 'retry', at: addMs(now, 90_000) });
  expect(afterFailedDelivery({ attempts: 3, giveUpAt, retryAfterMs: 1_000 }, now)).toEqual({ kind: 'retry', at: addMs(now, 120_000) });
});

test('an address that does not answer rests a second, then longer, never more than a minute', () => {
  expect([1, 2, 3, 50].map((unanswered) => Date.parse(restAfter(unanswered, now)) - Date.parse(now))).toEqual([
    1_000, 2_000, 4_000, 60_000,
  ]);
});
