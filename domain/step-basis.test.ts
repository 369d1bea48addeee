import { expect, test } from 'vitest';
import { type Situation, sent, situation, stepIn, utc } from './fixtures/ladder.ts';
import { planCharge } from './plan-charge.ts';
import { stepBasis } from './step-basis.ts';

const basisOf = (number: number, given: Situation = {}) => {
  const facts = situation(given);
  const steps = planCharge(facts);
  const [step, rule] = [stepIn(steps, number), facts.rules.find((each) => each.number === number)];
  if (step === undefined || rule === undefined) throw new Error(`No step of rule ${number}.`);
  return stepBasis(step, { rule, steps, facts: { charge: { ...facts.charge } as never, payments: [], proofs: facts.proofs } });
};
const warned = sent(10, '2026-12-15T09:00-04:00');

test.each<[string, number, Situation, object]>([
  ['a reminder from the printed due date', 3, {}, { from: 'due', offset: { days: -3 }, at: '2026-12-10' }],
  ['the warning too', 10, {}, { from: 'due', offset: { days: 5 }, at: '2026-12-10' }],
  ['the reduction from the hour of a warning to come', 11, {}, { from: 'warning', at: utc('2026-12-15T09:00-04:00') }],
  ['the reduction from the warning that went', 11, { history: [warned] }, { from: 'proven-warning', at: warned.doneAt }],
  [
    'the reduction from an earlier proof',
    11,
    { history: [warned], proofs: [{ number: 10, at: utc('2026-12-12T10:00-04:00') }] },
    { from: 'proven-warning', at: utc('2026-12-12T10:00-04:00') },
  ],
  ['the block from the reduction', 12, {}, { from: 'speed_reduction', offset: { days: 30 } }],
  [
    'the block of an old charge from a proof that nobody has given',
    11,
    { charge: { dueDate: '2026-10-01' } },
    { from: 'proven-warning', at: null },
  ],
])('counts %s', (_, number, given, basis) => {
  expect(basisOf(number, given)).toMatchObject(basis);
});
