import { expect, test } from 'vitest';
import { ladder, sent, situation, withRule } from './fixtures/ladder.ts';
import { at } from './fixtures/plan-lines.ts';
import { nothingOnResume, onResume, sumOnResume } from './on-resume.ts';

const announced = [sent(2, '2026-11-23T10:00-04:00', '2')];
const paused = (now: string) => ({ policy: { pausedAt: at('12-07 08:00') }, history: announced, now: at(now) });

test('within the hour what waited leaves', () => {
  expect(onResume(situation(paused('12-07 11:00')))).toEqual({ leave: 1, skipped: 0, merged: 0, waiting: 0 });
});

test('days later stale reminders are skipped and the warning leaves', () => {
  expect(onResume(situation(paused('12-16 14:00')))).toEqual({ leave: 1, skipped: 2, merged: 0, waiting: 0 });
});

test('where a rule merges only the newest of its charge leaves', () => {
  const rules = withRule(3, { late: 'merge' });
  expect(onResume(situation({ ...paused('12-16 14:00'), rules }))).toEqual({ leave: 1, skipped: 1, merged: 1, waiting: 0 });
});

test('what a hold keeps goes on waiting', () => {
  const holds = [{ id: 'h', kind: 'contested' as const, from: at('12-08 08:00'), until: null, releaseOverHours: null, released: false }];
  expect(onResume(situation({ ...paused('12-07 11:00'), holds }))).toEqual({ leave: 1, skipped: 0, merged: 0, waiting: 0 });
  expect(onResume(situation({ ...paused('12-16 14:00'), holds }))).toEqual(nothingOnResume);
});

test('a shared text counts once', () => {
  const given = { ...paused('12-07 11:00'), policy: { pausedAt: at('12-07 08:00'), grouping: true } };
  const mine = onResume(situation({ ...given, others: [ladder({ id: 'c0' }, { history: announced })] }));
  const theirs = onResume(situation({ ...given, charge: { id: 'c0' }, others: [ladder({ id: 'c1' }, { history: announced })] }));
  expect(sumOnResume(mine, theirs)).toEqual({ leave: 1, skipped: 0, merged: 0, waiting: 0 });
});
