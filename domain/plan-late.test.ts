import { expect, test } from 'vitest';
import { outcome, ownRule, planned, type Situation, situation, stepIn, utc, withRule } from './fixtures/ladder.ts';
import { planCharge } from './plan-charge.ts';
import { defaultWindows } from './send-window.ts';

const at = (now: string, more: Situation = {}): Situation => ({ ...more, now });
const lunch = { ...defaultWindows.informative, mon: ['09:00-12:00', '14:00-18:00'] };
const always = { window: 'always' } as const;

test.each<[string, Situation, number, string]>([
  ['an hour late, within the window: due now, as planned', at('2026-12-07T10:00-04:00'), 3, planned('2026-12-07T09:00-04:00')],
  ['in the last minute of the window', at('2026-12-07T20:59-04:00'), 3, planned('2026-12-07T09:00-04:00')],
  ['skip: the window is over', at('2026-12-07T21:00-04:00'), 3, 'skipped late'],
  ['skip: the next morning', at('2026-12-08T09:00-04:00'), 3, 'skipped late'],
  ['skip: weeks later', at('2026-12-28T09:00-04:00'), 3, 'skipped late'],
  [
    'skip: over noon to the second window of the day',
    at('2026-12-07T12:30-04:00', { windows: { informative: lunch } }),
    3,
    planned('2026-12-07T14:00-04:00'),
  ],
  ['skip: not after the second window', at('2026-12-07T18:00-04:00', { windows: { informative: lunch } }), 3, 'skipped late'],
  ['send: the window is over, so the next morning', at('2026-12-15T18:00-04:00'), 10, planned('2026-12-16T09:00-04:00')],
  ['send: in the middle of a later window, at once', at('2026-12-16T11:00-04:00'), 10, planned('2026-12-16T11:00-04:00')],
  ['send: on Saturday afternoon, so Monday', at('2026-12-19T14:00-04:00'), 10, planned('2026-12-21T09:00-04:00')],
  ['send: on Christmas Day, so Saturday', at('2026-12-25T10:00-04:00'), 10, planned('2026-12-26T10:00-04:00')],
  ['send: the reduction waits for the late warning', at('2026-12-16T11:00-04:00'), 11, planned('2026-12-31T09:00-04:00')],
  ['"vence hoje" is late for an hour', at('2026-12-10T10:00-04:00'), 4, planned('2026-12-10T09:00-04:00')],
  ['"vence hoje" is never sent at night', at('2026-12-10T21:00-04:00'), 4, 'skipped late'],
  ['"vence hoje" is never sent tomorrow', at('2026-12-11T09:00-04:00'), 4, 'skipped late'],
  [
    '"vence hoje" is never sent tomorrow, also with late policy send',
    at('2026-12-11T09:00-04:00', { rules: withRule(4, { late: 'send' }) }),
    4,
    'skipped late',
  ],
  [
    '"vence hoje" is never sent tomorrow, also without a window',
    at('2026-12-11T08:00-04:00', { rules: withRule(4, { ...always, late: 'send' }) }),
    4,
    'skipped late',
  ],
  [
    '"em três dias" is not sent with two days left, also without a window',
    at('2026-12-08T08:00-04:00', { rules: withRule(3, always) }),
    3,
    'skipped late',
  ],
  [
    'any number of "vence hoje" is tied to its date',
    at('2026-12-11T09:00-04:00', { rules: [ownRule(20, { late: 'send', time: '18:00', offset: { days: 0 } })] }),
    20,
    'skipped late',
  ],
  [
    'an own reminder may be late where its rule sends',
    at('2026-12-12T22:00-04:00', { rules: [ownRule(20, { late: 'send', offset: { days: 2 } })] }),
    20,
    planned('2026-12-13T08:00-04:00'),
  ],
  [
    'without a window a text is late after a day: skip',
    at('2026-11-24T10:00-04:00', { rules: withRule(2, { ...always, late: 'skip' }) }),
    2,
    'skipped late',
  ],
  [
    'without a window a text is late after a day: send',
    at('2026-11-24T10:00-04:00', { rules: withRule(2, always) }),
    2,
    planned('2026-11-24T10:00-04:00'),
  ],
  [
    'skip counts from the opening, not from the closed day it was planned on',
    at('2026-12-07T10:00-04:00', {
      charge: { dueDate: '2026-12-09' },
      windows: { informative: { ...defaultWindows.informative, sun: [] } },
    }),
    3,
    planned('2026-12-07T08:00-04:00'),
  ],
])('%s', (_, facts, rule, expected) => {
  expect(outcome(situation(facts), rule)).toBe(expected);
});

test('a late step says that it is late, and leaves until its new window ends', () => {
  const step = stepIn(planCharge(situation(at('2026-12-16T11:00-04:00'))), 10);
  expect(step?.plannedFor).toBe(utc('2026-12-15T09:00-04:00'));
  expect(step?.sendUntil).toBe(utc('2026-12-16T18:00-04:00'));
  expect(step?.moved).toEqual([
    { by: 'late', from: utc('2026-12-15T09:00-04:00'), to: utc('2026-12-16T11:00-04:00'), detail: 'perdeu a janela de 15/12' },
  ]);
});

test('"vence hoje" without a window leaves until midnight', () => {
  expect(stepIn(planCharge(situation({ rules: withRule(4, always) })), 4)?.sendUntil).toBe(utc('2026-12-11T00:00-04:00'));
});
