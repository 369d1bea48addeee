import { expect, it } from 'vitest';
import { retryAt } from './retry.ts';

const now = '2026-12-01T12:00:00.000Z';

it('a temporary refusal is tried again after two seconds, doubling to five minutes', () => {
  const delays = [0, 1, 2, 6, 8, 40].map((retries) => Date.parse(retryAt({ retries, retryAfterMs: null }, now)) - Date.parse(now));
  expect(delays).toEqual([2_000, 4_000, 8_000, 128_000, 300_000, 300_000]);
});

it('the provider’s own Retry-After wins when it is longer', () => {
  expect(retryAt({ retries: 0, retryAfterMs: 60_000 }, now)).toBe('2026-12-01T12:01:00.000Z');
  expect(retryAt({ retries: 5, retryAfterMs: 1_000 }, now)).toBe('2026-12-01T12:01:04.000Z');
});
