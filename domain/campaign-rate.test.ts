import { expect, test } from 'vitest';
import { allowedRate, rateBetween, rateShown } from './campaign-rate.ts';
import { addMs, type Instant } from './instants.ts';

const start: Instant = '2026-11-26T12:00:00.000Z';
const after = (seconds: number, settled: number) => ({ at: addMs(start, seconds * 1000), settled });
const rate = (seconds: number, texts: number, allowed: number | null) => rateBetween(after(0, 40), after(seconds, 40 + texts), allowed);

test('a fast campaign is measured every second', () => {
  expect(rate(0.5, 50, null)).toBeNull();
  expect(rate(1, 100, null)).toBe(100);
});

test('of few texts the rate is told over half a minute', () => {
  expect(rate(5, 1, 0.1)).toBeNull();
  expect(rate(30, 3, 0.1)).toBe(0.1);
});

test('a campaign that may send seldom is not standing still between two texts; without one for long it is', () => {
  expect(rate(59, 0, null)).toBeNull();
  expect(rate(60, 0, null)).toBe(0);
  expect(rate(1_000, 0, 1 / 600)).toBeNull();
  expect(rate(1_800, 0, 1 / 600)).toBe(0);
});

test('what counts no more, because it was sent again, is no rate below nothing', () => {
  expect(rate(2, -10, null)).toBe(0);
});

test('a campaign may send what its gateways let pass together, or what it is limited to', () => {
  expect(allowedRate(null, [{ perSecond: 2 }, { perSecond: 3 }])).toBe(5);
  expect(allowedRate(1, [{ perSecond: 2 }, { perSecond: null }])).toBe(1);
  expect(allowedRate(null, [{ perSecond: null }])).toBeNull();
});

test('a slow rate keeps its digits', () => {
  expect([0, 1 / 15, 0.1, 12.345].map(rateShown)).toEqual([0, 0.067, 0.1, 12.3]);
});
