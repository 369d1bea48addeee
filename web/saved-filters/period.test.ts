import { expect, test } from 'vitest';
import { hasPeriodToLeave, isShown, withoutPeriod } from './period.ts';

test('a saved filter is for any time unless somebody keeps its dates', () => {
  const refused = { state: 'refused', from: '2026-11-01T04:00:00.000Z' };
  expect(withoutPeriod(refused)).toEqual({ state: 'refused' });
  expect([hasPeriodToLeave(refused), hasPeriodToLeave({ state: 'refused' }), hasPeriodToLeave({ dueTo: '2026-11-30' })]).toEqual([
    ...[true, false, false],
  ]);
});

test('a page that shows some days of a saved filter still shows it, and another filter not', () => {
  expect(isShown({ state: 'refused' }, { state: 'refused', to: '2026-11-30T04:00:00.000Z' })).toBe(true);
  expect(isShown({ state: 'refused' }, { state: 'refused', kind: 'notice' })).toBe(false);
  expect(isShown({ dueTo: '2026-11-30' }, {})).toBe(false);
});
