import { expect, test } from 'vitest';
import { ownRule, seedRules, withRule } from './fixtures/ladder.ts';
import type { Rule } from './rules.ts';
import { chasesFromDay, dueDatesReached } from './settlement-reach.ts';

/** Without the block's later steps, which count from the warning. */
const warningOnly = seedRules.filter(({ number }) => number < 11);

test.each<[string, Rule[], number | null]>([
  ['the warning of day five', warningOnly, 5],
  ['a reminder of day two', [...warningOnly, ownRule(20, { offset: { days: 2 } })], 2],
  ['a reminder of some hours after', [...warningOnly, ownRule(20, { offset: { hours: 30 } })], 0],
  ['a warning counted from first sight', withRule(10, { anchor: 'created' }, warningOnly), 0],
  ['a block that counts from its warning, when the charge is late', seedRules, 1],
  ['reminders before the due date alone', warningOnly.filter(({ number }) => number < 10), null],
  ['a warning that is switched off', withRule(10, { enabled: false }, warningOnly), null],
])('%s', (_, rules, expected) => {
  expect(chasesFromDay(rules)).toBe(expected);
});

/** Weekends, and Tuesday 8 December. */
const calendar = { isBusinessDay: (date: string) => date !== '2026-12-08' && ![0, 6].includes(new Date(date).getUTCDay()) };

test.each([
  ['a Wednesday after a Tuesday', '2026-12-01', '2026-12-02', '2026-12-02 2026-12-02'],
  ['a Friday after a Thursday', '2026-12-03', '2026-12-04', '2026-12-04 2026-12-04'],
  ['a Sunday brings nothing that its Friday did not', '2026-12-04', '2026-12-06', 'none'],
  ['a Monday brings its weekend', '2026-12-04', '2026-12-07', '2026-12-05 2026-12-07'],
  ['a Monday after a Sunday brings the weekend too', '2026-12-06', '2026-12-07', '2026-12-05 2026-12-07'],
  ['a holiday brings nothing', '2026-12-07', '2026-12-08', 'none'],
  ['the day after a holiday brings the holiday', '2026-12-07', '2026-12-09', '2026-12-08 2026-12-09'],
])('%s', (_, before, through, expected) => {
  const reached = dueDatesReached({ before, through }, calendar);
  expect(reached === null ? 'none' : `${reached.from} ${reached.to}`).toBe(expected);
});
