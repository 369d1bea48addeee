import { describe, expect, it } from 'vitest';
import { balanceEvery, nextPollAt, repliesEvery, replyWindow } from './poll-times.ts';

const now = '2026-12-01T12:00:00.000Z';
const in_ = (failures: number, retryAfterMs: number | null = null) =>
  (Date.parse(nextPollAt(now, { everyMs: 60_000, failures, retryAfterMs })) - Date.parse(now)) / 1000;

describe('a provider that is asked from time to time', () => {
  it('is asked twice as seldom after each failure, a quarter of an hour at most', () => {
    expect([0, 1, 2, 3, 4, 20].map((failures) => in_(failures))).toEqual([60, 120, 240, 480, 900, 900]);
  });

  it('is left in peace for as long as it says itself', () => {
    expect(in_(0, 3_600_000)).toBe(3_600);
    expect(in_(3, 1_000)).toBe(480);
  });

  it('is never asked more often than it allows', () => {
    expect(repliesEvery({ pauseMs: 300_000 })).toBe(300_000);
    expect(nextPollAt(now, { everyMs: 1_800_000, failures: 2, retryAfterMs: null })).toBe('2026-12-01T12:30:00.000Z');
  });

  it('is asked more often for a balance that has a floor', () => {
    expect(balanceEvery({ guarded: true })).toBeLessThan(balanceEvery({ guarded: false }));
  });

  it('is asked for replies of a time that overlaps the last', () => {
    expect(replyWindow('2026-12-01T11:59:00.000Z', now)).toEqual({ since: '2026-12-01T11:49:00.000Z', until: now });
    expect(replyWindow(null, now).since).toBe('2026-11-30T12:00:00.000Z');
  });
});
