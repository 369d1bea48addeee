import { expect, it } from 'vitest';
import { playCampaign } from '../test/campaign-play.ts';

const recipients = 1_000_000;
const mostEvents = 5_000;

it('a campaign of a million recipients leaves no history above five thousand events, and memory flat', async () => {
  const { sent, continuations, longestHistory, heapMb } = await playCampaign({ recipients, perSecond: 400 });
  expect(sent).toBe(recipients);
  expect(continuations).toBeGreaterThan(10);
  expect(longestHistory).toBeLessThan(mostEvents);
  expect(Math.max(...heapMb.slice(-2))).toBeLessThan((heapMb[1] ?? 0) + 100);
}, 120_000);

it('one that takes days stands still at night and goes on in the morning, with histories as short', async () => {
  const { sent, endedAt, longestHistory } = await playCampaign({ recipients, perSecond: 10 });
  expect([sent, longestHistory < mostEvents]).toEqual([recipients, true]);
  // 100,000 seconds, thirteen hours a day: two whole days, and the rest on the third.
  expect(endedAt.slice(0, 13)).toBe('2026-12-03T13');
}, 240_000);
