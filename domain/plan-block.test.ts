import { expect, test } from 'vitest';
import { held, outcome, ownRule, planned, type Situation, seedRules, sent, situation, utc, withRule } from './fixtures/ladder.ts';
import type { StepRecord } from './plan.ts';
import { planCharge } from './plan-charge.ts';

const warned = sent(10, '2026-12-15T09:00:04-04:00');
const reduced = sent(11, '2026-12-30T09:00:07-04:00');
const blocked = sent(12, '2027-01-29T09:00-04:00');
const after = (history: StepRecord[], now: string, more: Situation = {}): Situation => ({ ...more, history, now });
const unproven = (state: StepRecord['state'], reason: string | null = null): StepRecord => ({ ...warned, state, reason, doneAt: null });
const off = (...numbers: number[]) => seedRules.map((rule) => ({ ...rule, enabled: !numbers.includes(rule.number) }));
const fromDueDate = (days: number) => ({ anchor: 'due', offset: { days } }) as const;
const december = '2026-12-20T12:00-04:00';
const january = '2027-01-04T12:00-04:00';
const uncapped = { policy: { collectionPerCharge: 0 } };
const elsewhere = (at: string) => ({ charge: { noticeProvenAt: utc(at) } });
const minutes = (number: number) =>
  ({ anchor: 'created', offset: { minutes: number }, time: null, window: 'always', late: 'send' }) as const;
const demo = [10, 11, 12].reduce((rules, number) => withRule(number, minutes(number - 8), rules), seedRules);

test.each<[string, Situation, number, string]>([
  [
    'the reduction counts from the day the warning was accepted',
    after([warned], '2026-12-16T10:00-04:00'),
    11,
    planned('2026-12-30T09:00-04:00'),
  ],
  [
    'a warning accepted a day late moves the reduction',
    after([sent(10, '2026-12-16T10:00-04:00')], '2026-12-16T10:00-04:00'),
    11,
    planned('2026-12-31T09:00-04:00'),
  ],
  [
    'a warning that waits at the gateway is a forecast',
    after([unproven('waiting')], '2026-12-15T09:10-04:00'),
    11,
    planned('2026-12-30T09:00-04:00'),
  ],
  ['the block counts from the reduction', after([warned, reduced], january), 12, planned('2027-01-29T09:00-04:00')],
  [
    'the cancellation counts from the block',
    after([warned, reduced, blocked], '2027-02-01T12:00-04:00'),
    13,
    planned('2027-03-01T09:00-04:00'),
  ],
  ['11 off: the block counts from the proven notice', after([warned], january, { rules: off(11) }), 12, planned('2027-01-14T09:00-04:00')],
  [
    '12 off: the cancellation counts from the reduction',
    after([warned, reduced], january, { rules: off(12) }),
    13,
    planned('2027-01-29T09:00-04:00'),
  ],
  [
    '11 and 12 off: the cancellation counts from the notice',
    after([warned], january, { rules: off(11, 12) }),
    13,
    planned('2027-01-14T09:00-04:00'),
  ],
  ['10 off, nothing proven: the reduction is held', { rules: off(10) }, 11, held('2026-12-26T10:00-04:00')],
  [
    '10 off, proven elsewhere: the reduction counts from there',
    { rules: off(10), ...elsewhere('2026-12-14T15:00-04:00') },
    11,
    planned('2026-12-29T09:00-04:00'),
  ],
  [
    '10 off after it was sent: its proof still counts',
    after([warned], december, { rules: off(10) }),
    11,
    planned('2026-12-30T09:00-04:00'),
  ],
  [
    'a letter before the warning counts first',
    { history: [warned], now: '2026-12-15T10:00-04:00', ...elsewhere('2026-12-12T15:00-04:00') },
    11,
    planned('2026-12-28T09:00-04:00'),
  ],
  [
    'a letter after the warning changes nothing',
    { history: [warned], now: '2026-12-21T10:00-04:00', ...elsewhere('2026-12-20T15:00-04:00') },
    11,
    planned('2026-12-30T09:00-04:00'),
  ],
  [
    'a notice carried over never blocks before the charge is late',
    { ...elsewhere('2026-11-10T09:00-04:00'), ...uncapped },
    11,
    planned('2026-12-15T09:00-04:00'),
  ],
  ['nor where the warning is off', { rules: off(10), ...elsewhere('2026-11-24T09:00-04:00') }, 11, planned('2026-12-11T09:00-04:00')],
  ['warning skipped: the reduction is held', after([unproven('skipped', 'late')], january), 11, held('2026-12-30T09:00-04:00')],
  ['warning skipped: the block is held, not jumped to', after([unproven('skipped', 'late')], january), 12, held('2027-01-29T09:00-04:00')],
  ['warning unreachable: the reduction is held', after([unproven('unreachable')], january), 11, held('2026-12-30T09:00-04:00')],
  ['warning suppressed: the reduction is held', after([unproven('suppressed', 'exempt')], january), 11, held('2026-12-30T09:00-04:00')],
  ['warning unknown: the reduction is held until it is decided', after([unproven('unknown')], january), 11, held('2026-12-30T09:00-04:00')],
  ['warning sent but not yet confirmed: held', after([unproven('sent')], january), 11, held('2026-12-30T09:00-04:00')],
  ['warning before our time: the reduction is held', after([unproven('before-our-time')], january), 11, held('2026-12-30T09:00-04:00')],
  [
    'warning unreachable, proven by letter: the reduction goes',
    { ...after([unproven('unreachable')], january), ...elsewhere('2026-12-22T10:00-04:00') },
    11,
    planned('2027-01-06T09:00-04:00'),
  ],
  [
    'reduction skipped: the block is held',
    after([warned, { ...reduced, state: 'skipped', reason: 'late', doneAt: null }], january),
    12,
    `held previous-not-done ${utc('2027-01-29T09:00-04:00')}`,
  ],
  [
    'counted from the due date: the effective one',
    { rules: withRule(11, fromDueDate(20)), charge: { dueDate: '2026-12-06' } },
    11,
    planned('2026-12-28T09:00-04:00'),
  ],
  [
    'counted from the due date, but never before the notice',
    after([sent(10, '2027-01-04T10:00-04:00')], january, { rules: withRule(11, fromDueDate(20)), ...uncapped }),
    11,
    planned('2027-01-04T10:00-04:00'),
  ],
  [
    'counted from the due date, without proof: held',
    after([unproven('unreachable')], january, { rules: withRule(11, fromDueDate(20)) }),
    11,
    held('2026-12-30T09:00-04:00'),
  ],
  [
    'counted from the due date: a block without its warning is held',
    { rules: withRule(12, fromDueDate(30), off(10)) },
    12,
    held('2027-01-09T10:00-04:00'),
  ],
  ['a demonstration in minutes: the warning', { rules: demo }, 10, planned('2026-11-23T10:02-04:00')],
  ['a demonstration in minutes: the reduction', { rules: demo }, 11, planned('2026-11-23T10:03-04:00')],
  ['a demonstration in minutes: the block', { rules: demo }, 12, planned('2026-11-23T10:04-04:00')],
  [
    'a demonstration in minutes still needs the proof',
    {
      rules: demo,
      history: [{ ...sent(10, '2026-11-23T10:02-04:00'), state: 'unreachable', doneAt: null }],
      now: '2026-11-23T10:03-04:00',
    },
    11,
    held('2026-11-23T10:03-04:00'),
  ],
  [
    'a reduction due before its warning is confirmed waits for it',
    { rules: demo, history: [{ ...sent(10, '2026-11-23T10:02-04:00'), state: 'waiting', doneAt: null }], now: '2026-11-23T10:03-04:00' },
    11,
    held('2026-11-23T10:03-04:00'),
  ],
  [
    'no offset: at the moment of the proof',
    after([warned], '2026-12-15T10:00-04:00', { rules: withRule(11, { offset: {} }), ...uncapped }),
    11,
    planned('2026-12-15T09:00:04-04:00'),
  ],
  [
    'a second warning is a repeat: nothing counts from it',
    { rules: [...seedRules, ownRule(20, { event: 'block_warning', offset: { days: 8 } })] },
    11,
    planned('2026-12-30T09:00-04:00'),
  ],
  [
    'an own rule is the warning where 10 is off',
    after([sent(20, '2026-12-18T09:00-04:00')], december, {
      rules: [...off(10), ownRule(20, { event: 'block_warning', offset: { days: 8 } })],
    }),
    11,
    planned('2027-01-02T10:00-04:00'),
  ],
])('%s', (_, facts, rule, expected) => {
  expect(outcome(situation(facts), rule)).toBe(expected);
});

test('a living base taken over: what it would have done is before our time, what hangs on it is held', () => {
  const charge = { dueDate: '2026-10-15', announceCreated: false };
  const steps = planCharge(situation({ charge })).map(({ rule, state, reason }) => [rule, state, reason]);
  expect(steps).toEqual([
    [3, 'before-our-time', null],
    [4, 'before-our-time', null],
    [10, 'before-our-time', null],
    [11, 'before-our-time', null],
    [2, 'before-our-time', null],
    [12, 'held', 'warning-not-proven'],
    [13, 'held', 'warning-not-proven'],
  ]);
});
