import { expect, test } from 'vitest';
import { outcome, ownRule, planned, type Situation, seedRules, sent, situation, utc } from './fixtures/ladder.ts';
import type { StepRecord } from './plan.ts';
import { planCharge } from './plan-charge.ts';

const payment = (id: string, learnedAt: string) => ({ id, learnedAt, announce: true, reversed: false });
const life: StepRecord[] = [
  sent(2, '2026-11-23T10:00-04:00', '2'),
  sent(3, '2026-12-07T09:00-04:00'),
  sent(4, '2026-12-10T09:00-04:00'),
  sent(10, '2026-12-15T09:00-04:00'),
  sent(11, '2026-12-30T09:00-04:00'),
  sent(12, '2027-01-29T09:00-04:00'),
  sent(13, '2027-03-01T09:00-04:00'),
];
const stateOf = (facts: Situation) => planCharge(situation(facts)).map(({ key, state }) => `${key} ${state}`);

test.each(life.map((step, index) => [step.rule, index] as const))(
  'paid after step %i: nothing goes any more but the confirmation',
  (_, index) => {
    const history = life.slice(0, index + 1);
    const learnedAt = utc(`${history.at(-1)?.doneAt?.slice(0, 10)}T15:30-04:00`);
    const open = stateOf({ charge: { status: 'paid' }, payments: [payment('p1', learnedAt)], history, now: learnedAt }).filter(
      (step) => !step.endsWith(' sent'),
    );
    expect(open).toEqual(['5:p1 planned']);
  },
);

test.each<[string, Situation, string | number, string]>([
  ['paid before any step', { charge: { status: 'paid' }, payments: [payment('p1', '2026-11-23T11:00-04:00')] }, 3, 'none'],
  [
    'paid on Sunday morning: confirmed at once',
    { charge: { status: 'paid' }, payments: [payment('p1', '2026-12-06T10:00-04:00')] },
    5,
    planned('2026-12-06T10:00-04:00'),
  ],
  [
    'paid at night: confirmed in the morning',
    { charge: { status: 'paid' }, payments: [payment('p1', '2026-12-06T21:30-04:00')] },
    5,
    planned('2026-12-07T08:00-04:00'),
  ],
  [
    'paid while the reminder waits: history shows it, the plan has no more',
    { charge: { status: 'paid' }, history: [{ ...sent(3, '2026-12-07T09:00-04:00'), state: 'waiting', doneAt: null }] },
    3,
    `waiting ${utc('2026-12-07T09:00-04:00')}`,
  ],
  ['a part paid: the ladder goes on', { payments: [payment('p1', '2026-12-01T10:00-04:00')] }, 3, planned('2026-12-07T09:00-04:00')],
  ['a part paid: it is confirmed', { payments: [payment('p1', '2026-12-01T10:00-04:00')] }, '5:p1', planned('2026-12-01T10:00-04:00')],
  [
    'every part is confirmed',
    { payments: [payment('p1', '2026-12-01T10:00-04:00'), payment('p2', '2026-12-02T10:00-04:00')] },
    '5:p2',
    planned('2026-12-02T10:00-04:00'),
  ],
  [
    'an own rule after payment',
    { payments: [payment('p1', '2026-12-01T10:00-04:00')], rules: [ownRule(20, { event: 'paid', offset: { days: 1 } })] },
    '20:p1',
    planned('2026-12-02T09:00-04:00'),
  ],
  [
    'an old payment of a daily file is not confirmed',
    { charge: { status: 'paid' }, payments: [{ ...payment('p1', '2026-12-01T10:00-04:00'), announce: false }] },
    5,
    'before-our-time',
  ],
  [
    'a payment from before the service was on is not confirmed',
    { serviceOnSince: '2026-12-02T10:00-04:00', charge: { status: 'paid' }, payments: [payment('p1', '2026-12-01T10:00-04:00')] },
    5,
    'before-our-time',
  ],
  ['reversed: the confirmation goes no more', { payments: [{ ...payment('p1', '2026-12-01T10:00-04:00'), reversed: true }] }, 5, 'none'],
  [
    'reversed: what was planned meanwhile is passed over',
    { charge: { resumedAt: '2026-12-08T10:00-04:00' }, now: '2026-12-08T10:00-04:00' },
    3,
    'skipped before-resuming',
  ],
  [
    'reversed: the ladder takes up after now',
    { charge: { resumedAt: '2026-12-08T10:00-04:00' }, now: '2026-12-08T10:00-04:00' },
    4,
    planned('2026-12-10T09:00-04:00'),
  ],
  [
    'reversed: a text sent is not repeated',
    { charge: { resumedAt: '2026-12-08T10:00-04:00' }, history: life.slice(0, 2), now: '2026-12-08T10:00-04:00' },
    3,
    `sent ${utc('2026-12-07T09:00-04:00')}`,
  ],
  [
    'reversed: a notice proven for this due date still counts',
    { charge: { resumedAt: '2026-12-20T10:00-04:00' }, history: life.slice(0, 4), now: '2026-12-20T10:00-04:00' },
    11,
    planned('2026-12-30T09:00-04:00'),
  ],
  ['taken over: no text says that it was created', { charge: { announceCreated: false } }, 2, 'before-our-time'],
  ['seen after the reminder was due: before our time', { charge: { firstSeenAt: '2026-12-08T10:00-04:00' } }, 3, 'before-our-time'],
  [
    'seen two hours before "vence hoje": it goes',
    { charge: { firstSeenAt: '2026-12-10T07:00-04:00' } },
    4,
    planned('2026-12-10T09:00-04:00'),
  ],
  [
    'switching the service on is a new first moment',
    { serviceOnSince: '2026-12-08T10:00-04:00', now: '2026-12-08T10:00-04:00' },
    3,
    'before-our-time',
  ],
  [
    'switching the service on announces no old charge',
    { serviceOnSince: '2026-12-08T10:00-04:00', now: '2026-12-08T10:00-04:00' },
    2,
    'before-our-time',
  ],
  ['with the service off the forecast is as if it were on', { serviceOnSince: null }, 3, planned('2026-12-07T09:00-04:00')],
  [
    'due date moved: the new date has its own reminder',
    { charge: { dueDate: '2026-12-20' }, history: life.slice(0, 2), now: '2026-12-08T10:00-04:00' },
    '3:2026-12-20',
    planned('2026-12-17T09:00-04:00'),
  ],
  [
    'due date moved: the old reminder stays told',
    { charge: { dueDate: '2026-12-20' }, history: life.slice(0, 2), now: '2026-12-08T10:00-04:00' },
    '3:2026-12-10',
    `sent ${utc('2026-12-07T09:00-04:00')}`,
  ],
  [
    'due date moved: an old notice proves nothing for the new date',
    { charge: { dueDate: '2026-12-20' }, history: life.slice(0, 4), now: '2026-12-16T10:00-04:00' },
    '11:2026-12-20',
    planned('2027-01-11T09:00-04:00'),
  ],
  [
    'due date moved away and back before its reminder: it is planned again',
    { history: [{ ...sent(3, '2026-12-07T09:00-04:00'), state: 'skipped', reason: 'due-date-moved', doneAt: null }] },
    3,
    planned('2026-12-07T09:00-04:00'),
  ],
  [
    'due date moved away and back after its reminder: not repeated',
    { history: life.slice(0, 2), now: '2026-12-08T10:00-04:00' },
    3,
    `sent ${utc('2026-12-07T09:00-04:00')}`,
  ],
  [
    'due date moved to the past: its reminder is late',
    { charge: { dueDate: '2026-12-09' }, now: '2026-12-07T10:00-04:00' },
    3,
    'skipped late',
  ],
  [
    'a step skipped by a person stays skipped',
    { history: [{ ...sent(3, '2026-12-07T09:00-04:00'), state: 'skipped', reason: 'by-hand', doneAt: null }] },
    3,
    `skipped by-hand`,
  ],
  [
    'a held step of history is planned anew',
    { history: [{ ...sent(10, '2026-12-15T09:00-04:00'), state: 'held', reason: 'window-closed', doneAt: null }] },
    10,
    planned('2026-12-15T09:00-04:00'),
  ],
  [
    'a waiting step whose window is over is skipped by its policy',
    { history: [{ ...sent(3, '2026-12-07T09:00-04:00'), state: 'waiting', doneAt: null }], now: '2026-12-07T21:00-04:00' },
    3,
    'skipped late',
  ],
  [
    'a waiting step whose window is over goes in the next',
    { history: [{ ...sent(10, '2026-12-15T09:00-04:00'), state: 'waiting', doneAt: null }], now: '2026-12-15T18:00-04:00' },
    10,
    `waiting ${utc('2026-12-16T09:00-04:00')}`,
  ],
])('%s', (_, facts, key, expected) => {
  expect(outcome(situation(facts), key)).toBe(expected);
});

test('removed: nothing but what was', () => {
  const waiting = { ...sent(4, '2026-12-10T09:00-04:00'), state: 'waiting', doneAt: null } as const;
  const removed: Situation = { charge: { status: 'removed' }, history: [...life.slice(0, 2), waiting], now: '2026-12-09T10:00-04:00' };
  expect(stateOf(removed)).toEqual(['2 sent', '3:2026-12-10 sent', '4:2026-12-10 waiting']);
});

test('an old date leaves only what went, or still may', () => {
  const old = (rule: number, state: StepRecord['state'], reason: string | null = null) => ({
    ...sent(rule, '2026-12-07T09:00-04:00'),
    state,
    reason,
    doneAt: null,
  });
  const history = [
    old(3, 'waiting'),
    old(4, 'planned'),
    old(10, 'held'),
    old(11, 'skipped', 'due-date-moved'),
    old(12, 'skipped', 'by-hand'),
  ];
  const left = stateOf({ charge: { dueDate: '2026-12-20' }, history }).filter((step) => step.includes('2026-12-10'));
  expect(left).toEqual(['3:2026-12-10 waiting', '12:2026-12-10 skipped']);
});

test('a step of a rule that is gone keeps its name', () => {
  const history = [{ ...sent(20, '2026-12-07T09:00-04:00'), event: 'discount_end' as const }];
  expect(planCharge(situation({ rules: seedRules, history })).find(({ rule }) => rule === 20)?.event).toBe('discount_end');
});
