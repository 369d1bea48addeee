import { expect, test } from 'vitest';
import { outcome, planned, sent, situation } from './fixtures/ladder.ts';
import { ruleSetProblems } from './rule-problems.ts';
import { ruleSetPresets } from './rule-set-presets.ts';
import type { Rule } from './rules.ts';

const ladder = (id: string): Rule[] =>
  (ruleSetPresets.find((preset) => preset.id === id)?.rules ?? []).map((rule) => ({ ...rule, templateId: 't' }));

test.each(ruleSetPresets)('$name is sound as it is', ({ id }) => {
  expect(ladder(id).map(({ number }) => number)).toEqual([10, 11, 12, 13]);
  expect(ruleSetProblems(ladder(id))).toEqual([]);
});

test.each([
  ['632-2014', 10, '2026-12-15T10:00-04:00'],
  ['632-2014', 11, '2026-12-30T10:00-04:00'],
  ['632-2014', 12, '2027-01-29T10:00-04:00'],
  ['632-2014', 13, '2027-03-01T09:00-04:00'],
  ['765-2023', 10, '2026-12-12T10:00-04:00'],
  ['765-2023', 12, '2026-12-28T09:00-04:00'],
  ['765-2023', 13, '2027-02-26T10:00-04:00'],
])('by %s number %i of a charge due on 10 December goes at %s', (id, number, at) => {
  expect(outcome(situation({ rules: ladder(id) }), number)).toBe(planned(at));
});

test('765/2023 has no reduction unless it is switched on', () => {
  expect(outcome(situation({ rules: ladder('765-2023') }), 11)).toBe('none');
});

test('the clock starts at the proven notice: a warning that went late moves the block', () => {
  const facts = { rules: ladder('765-2023'), history: [sent(10, '2026-12-21T11:00-04:00')], now: '2026-12-22T10:00-04:00' };
  expect(outcome(situation(facts), 12)).toBe(planned('2027-01-05T10:00-04:00'));
});
