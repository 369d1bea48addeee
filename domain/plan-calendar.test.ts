import { expect, test } from 'vitest';
import { outcome, ownRule, planned, type Situation, seedRules, situation, stepIn, utc, withRule } from './fixtures/ladder.ts';
import type { PlanHold } from './plan.ts';
import { planCharge } from './plan-charge.ts';

const due = (dueDate: string, more: Situation = {}): Situation => ({ ...more, charge: { dueDate, ...more.charge } });
const always = { window: 'always', late: 'send' } as const;
const closedSundays = {
  informative: { mon: ['08:00-21:00'], tue: ['08:00-21:00'], wed: [], thu: [], fri: [], sat: [], sun: [], holiday: [] },
};
const newYork = { timeZone: 'America/New_York' };

test.each<[string, Situation, number, string]>([
  ['three days before a Thursday is Monday at nine, local time', {}, 3, planned('2026-12-07T09:00-04:00')],
  ['the due date itself at nine', {}, 4, planned('2026-12-10T09:00-04:00')],
  ['the warning goes five days after', {}, 10, planned('2026-12-15T09:00-04:00')],
  ['the reduction counts from the forecast warning', {}, 11, planned('2026-12-30T09:00-04:00')],
  ['the block counts from the forecast reduction', {}, 12, planned('2027-01-29T09:00-04:00')],
  ['a cancellation planned on Sunday waits for Monday', {}, 13, planned('2027-03-01T09:00-04:00')],
  ['due on Sunday: the reminder counts from the printed date', due('2026-12-06'), 3, planned('2026-12-03T09:00-04:00')],
  ['due on Sunday: "vence hoje" goes on that Sunday', due('2026-12-06'), 4, planned('2026-12-06T09:00-04:00')],
  ['due on Sunday: the warning counts from Monday, in the Saturday window', due('2026-12-06'), 10, planned('2026-12-12T10:00-04:00')],
  ['due on Saturday: the warning counts from Monday', due('2026-12-05'), 10, planned('2026-12-12T10:00-04:00')],
  ['due on Carnival Tuesday: counts from Ash Wednesday', due('2027-02-09'), 10, planned('2027-02-15T09:00-04:00')],
  ['due on the Saturday of Carnival: counts from Ash Wednesday', due('2027-02-06'), 10, planned('2027-02-15T09:00-04:00')],
  ['due on Carnival: "vence hoje" goes all the same', due('2027-02-09'), 4, planned('2027-02-09T09:00-04:00')],
  [
    'due on 20 November in São Paulo: counts from the Monday after',
    due('2026-11-20', { state: 'SP', timeZone: 'America/Sao_Paulo', charge: { firstSeenAt: '2026-11-02T10:00-03:00' } }),
    10,
    planned('2026-11-28T10:00-03:00'),
  ],
  [
    'a warning planned on 20 November goes on Saturday',
    due('2026-11-17', { rules: withRule(10, { offset: { days: 3 } }), charge: { firstSeenAt: '2026-11-02T10:00-04:00' } }),
    10,
    planned('2026-11-21T10:00-04:00'),
  ],
  ['due on Good Friday: counts from Monday', due('2027-03-26'), 10, planned('2027-04-03T10:00-04:00')],
  ['due on Corpus Christi: counts from Friday', due('2027-05-27'), 10, planned('2027-06-02T09:00-04:00')],
  ['due on Christmas: "vence hoje" goes on Christmas', due('2026-12-25'), 4, planned('2026-12-25T09:00-04:00')],
  ['a holiday of São Paulo moves the due date there', due('2027-07-09', { unitState: 'SP' }), 10, planned('2027-07-17T10:00-04:00')],
  ['and does not in Mato Grosso do Sul', due('2027-07-09'), 10, planned('2027-07-14T09:00-04:00')],
  [
    "the customer's own holiday closes the collection window",
    due('2027-07-09', { state: 'SP', unitState: 'MS', rules: withRule(10, { offset: { days: 0 } }) }),
    10,
    planned('2027-07-10T10:00-04:00'),
  ],
  ['Acre', { timeZone: 'America/Rio_Branco', state: 'AC' }, 3, planned('2026-12-07T09:00-05:00')],
  ['Fernando de Noronha', { timeZone: 'America/Noronha', state: 'PE' }, 3, planned('2026-12-07T09:00-02:00')],
  ['Manaus', { timeZone: 'America/Manaus', state: 'AM' }, 3, planned('2026-12-07T09:00-04:00')],
  ['a customer abroad', { timeZone: 'Europe/Lisbon' }, 3, planned('2026-12-07T09:00Z')],
  ['New York on the day its clocks go forward', due('2027-03-17', newYork), 3, planned('2027-03-14T09:00-04:00')],
  [
    'New York on the day its clocks go back',
    due('2026-11-04', { ...newYork, charge: { firstSeenAt: '2026-10-20T10:00-04:00' } }),
    3,
    planned('2026-11-01T09:00-05:00'),
  ],
  [
    'a time the clocks skip goes as much later',
    due('2027-03-14', { ...newYork, rules: [ownRule(20, { ...always, time: '02:30', offset: { days: 0 } })] }),
    20,
    planned('2027-03-14T03:30-04:00'),
  ],
  [
    'a time that comes twice is its first',
    due('2026-11-01', {
      ...newYork,
      charge: { firstSeenAt: '2026-10-20T10:00-04:00' },
      rules: [ownRule(20, { ...always, time: '01:30', offset: { days: 0 } })],
    }),
    20,
    planned('2026-11-01T01:30-04:00'),
  ],
  [
    'a day after first sight keeps the hour over a change of clocks',
    {
      ...newYork,
      charge: { firstSeenAt: '2027-03-13T09:30-05:00' },
      rules: [ownRule(20, { ...always, event: 'created', time: null, offset: { days: 1 } })],
    },
    20,
    planned('2027-03-14T09:30-04:00'),
  ],
  [
    'twenty-four hours after first sight do not',
    {
      ...newYork,
      charge: { firstSeenAt: '2027-03-13T09:30-05:00' },
      rules: [ownRule(20, { ...always, event: 'created', offset: { hours: 24 } })],
    },
    20,
    planned('2027-03-14T10:30-04:00'),
  ],
  [
    'hours from a date count from its midnight',
    { rules: [ownRule(20, { time: null, offset: { hours: 10 } })] },
    20,
    planned('2026-12-10T10:00-04:00'),
  ],
  ['a date without a time is nine', { rules: [ownRule(20, { time: null, offset: { days: 2 } })] }, 20, planned('2026-12-12T09:00-04:00')],
  [
    'own reminders after a due date count from the printed one',
    due('2026-12-06', { rules: [ownRule(20, { offset: { days: 2 } })] }),
    20,
    planned('2026-12-08T09:00-04:00'),
  ],
  [
    'a rule for the last day of the discount',
    { charge: { discountUntil: '2026-12-08' }, rules: [ownRule(20, { event: 'discount_end', offset: { days: -1 } })] },
    20,
    planned('2026-12-07T09:00-04:00'),
  ],
  ['no discount, no notice of its end', { rules: [ownRule(20, { event: 'discount_end', offset: {} })] }, 20, 'none'],
  [
    'a charge seen at night is announced in the morning',
    { charge: { firstSeenAt: '2026-11-23T22:30-04:00' } },
    2,
    planned('2026-11-24T08:00-04:00'),
  ],
  ['a charge seen in the day is announced at once', {}, 2, planned('2026-11-23T10:00-04:00')],
  [
    'too early for the window: at its opening, the same day',
    { rules: withRule(4, { time: '07:00' }) },
    4,
    planned('2026-12-10T08:00-04:00'),
  ],
  ['"vence hoje" after the window is skipped, not moved', { rules: withRule(4, { time: '22:00' }) }, 4, 'skipped window-closed'],
  ['"vence hoje" on a closed day is skipped, not moved', { windows: closedSundays }, 4, 'skipped window-closed'],
  [
    'a reminder on a closed day goes at the next opening',
    due('2026-12-09', { windows: closedSundays }),
    3,
    planned('2026-12-07T08:00-04:00'),
  ],
  [
    'the last minute of the Saturday window',
    due('2026-12-06', { rules: withRule(10, { time: '12:59' }) }),
    10,
    planned('2026-12-12T12:59-04:00'),
  ],
  ['the end of a window is closed', due('2026-12-06', { rules: withRule(10, { time: '13:00' }) }), 10, planned('2026-12-14T09:00-04:00')],
  ['number 3 with no days is off', { rules: withRule(3, { offset: { days: 0 } }) }, 3, 'none'],
  ['a rule switched off is left out', { rules: withRule(4, { enabled: false }) }, 4, 'none'],
  ['a birthday is no step of a charge', { rules: [ownRule(1, { event: 'birthday' })] }, 1, 'none'],
])('%s', (_, facts, rule, expected) => {
  expect(outcome(situation(facts), rule)).toBe(expected);
});

test('a step whose window never opens is held, not lost', () => {
  const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], holiday: [] };
  expect(outcome(situation({ windows: { collection: never } }), 10)).toBe(`held window-closed ${utc('2026-12-15T09:00-04:00')}`);
});

test('every move says by what, from when, to when', () => {
  const warning = stepIn(planCharge(situation(due('2026-12-06'))), 10);
  expect(warning?.moved).toEqual([
    {
      by: 'business-day',
      from: utc('2026-12-11T09:00-04:00'),
      to: utc('2026-12-12T09:00-04:00'),
      detail: 'vencimento 06/12 não é dia útil: conta a partir de 07/12',
    },
    { by: 'window', from: utc('2026-12-12T09:00-04:00'), to: utc('2026-12-12T10:00-04:00'), detail: 'fora da janela de cobrança' },
  ]);
  const holiday = situation(
    due('2026-11-17', { rules: withRule(10, { offset: { days: 3 } }), charge: { firstSeenAt: '2026-11-02T10:00-04:00' } }),
  );
  expect(stepIn(planCharge(holiday), 10)?.moved).toEqual([
    {
      by: 'holiday',
      from: utc('2026-11-20T09:00-04:00'),
      to: utc('2026-11-21T10:00-04:00'),
      detail: '20/11 é feriado: Dia da Consciência Negra',
    },
  ]);
});

test('the plan of a charge is in time order, then by rule', () => {
  const rules = [...seedRules, ownRule(21, { offset: { days: 0 } }), ownRule(20, { offset: { days: 0 } })];
  expect(planCharge(situation({ rules })).map(({ key }) => key)).toEqual([
    '2',
    '3:2026-12-10',
    '4:2026-12-10',
    '20:2026-12-10',
    '21:2026-12-10',
    '10:2026-12-10',
    '11:2026-12-10',
    '12:2026-12-10',
    '13:2026-12-10',
  ]);
});

test('a text leaves until its window ends, in a window without end for a day', () => {
  const steps = planCharge(situation({ rules: [...seedRules, ownRule(20, { ...always, event: 'created' })] }));
  expect(stepIn(steps, 3)?.sendUntil).toBe(utc('2026-12-07T21:00-04:00'));
  expect(stepIn(steps, 10)?.sendUntil).toBe(utc('2026-12-15T18:00-04:00'));
  expect(stepIn(steps, 20)?.sendUntil).toBe(utc('2026-11-24T10:00-04:00'));
});

test('a zone that does not exist is refused', () => {
  expect(() => planCharge(situation({ timeZone: 'America/Nowhere' }))).toThrow(RangeError);
});

test('a promise for a Sunday moves the warning with its own day and the day of the return', () => {
  const promise: PlanHold = {
    ...{ id: 'h', kind: 'promise' as const, from: utc('2026-12-14T10:00-04:00'), until: utc('2026-12-21T00:00-04:00') },
    ...{ releaseOverHours: null, released: false },
  };
  const warning = (holds: PlanHold[]) => stepIn(planCharge(situation({ holds })), 10)?.moved.map(({ detail }) => detail);
  expect(warning([promise])).toEqual(['suspensa até 20/12, volta em 22/12: promessa']);
  expect(warning([{ ...promise, until: utc('2026-12-19T00:00-04:00') }])).toEqual(['suspensa até 18/12: promessa']);
});
