import { expect, test } from 'vitest';
import { firstCloserMs, lastCloserMs, mostInWindow, percentile, shareOfRate } from './measures.ts';

const everyMs = (ms: number, count: number, fromMs = 0) => Array.from({ length: count }, (_, index) => (fromMs + index * ms) * 1000);

test('an even stream never shows more than its rate in a window, and one arrival too early does', () => {
  const even = everyMs(100, 50);
  expect(mostInWindow(even, 1_000_000)).toBe(10);
  const early = even.map((at, index) => (index === 30 ? at - 1 : at));
  expect(mostInWindow(early, 1_000_000)).toBe(11);
});

test('a burst is seen wherever it lies', () => {
  expect(mostInWindow([...everyMs(1000, 20), ...everyMs(1, 7, 60_000), ...everyMs(1000, 20, 70_000)], 500_000)).toBe(7);
  expect(mostInWindow([], 500_000)).toBe(0);
});

test('the share of a rate counts intervals, not arrivals', () => {
  expect(shareOfRate(everyMs(100, 11), 10)).toBe(1);
  expect(shareOfRate(everyMs(200, 11), 10)).toBe(0.5);
  expect(shareOfRate(everyMs(200, 1), 10)).toBeNaN();
});

test('a percentile is a value that occurred', () => {
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
  expect(percentile([1, 2, 3], 0.99)).toBe(3);
  expect(percentile([], 0.5)).toBeNaN();
});

test('a change of rate is seen at the first arrivals of the new spacing, or the last of the old', () => {
  const faster = [...everyMs(100, 11), ...everyMs(10, 10, 1_010)];
  expect(firstCloserMs(faster, 900_000, 50_000)).toBe(110);
  expect(firstCloserMs(everyMs(100, 11), 500_000, 50_000)).toBeNaN();
  const slower = [...everyMs(10, 101), ...everyMs(100, 10, 1_100)];
  expect(lastCloserMs(slower, 800_000, 50_000)).toBe(200);
  expect(lastCloserMs(slower, 1_000_000, 50_000)).toBe(0);
});
