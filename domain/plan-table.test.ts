import { expect, test } from 'vitest';
import { carriedCases } from './fixtures/plan-cases/carried.ts';
import { holdCases } from './fixtures/plan-cases/holds.ts';
import { lateCases } from './fixtures/plan-cases/late.ts';
import { lineCases } from './fixtures/plan-cases/line.ts';
import { noticeCases } from './fixtures/plan-cases/notice.ts';
import { personCases } from './fixtures/plan-cases/person.ts';
import { settlementCases } from './fixtures/plan-cases/settlement.ts';
import { triggerCases } from './fixtures/plan-cases/triggers.ts';
import { linesLike, type PlanCase } from './fixtures/plan-lines.ts';

const cases: PlanCase[] = [
  ...holdCases,
  ...settlementCases,
  ...noticeCases,
  ...triggerCases,
  ...lineCases,
  ...lateCases,
  ...personCases,
  ...carriedCases,
];

test.each(cases)('%s', (_, given, ...lines) => {
  expect(linesLike(given, lines)).toEqual(lines);
});

test('every case of the table has a name of its own', () => {
  expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length);
});
