import { expect, test } from 'vitest';
import { asks, begun, countsTexts, everybody, filterFields, usualSelection, withCharge, without } from './audience-filter.ts';

const today = '2026-12-05';

test('a question that is begun can be taken back, and nothing of it stays', () => {
  for (const field of ['chargeDate', 'daysOverdue', 'amount', 'birthday', 'lastMessage'] as const) {
    const asked = begun(everybody('billing'), field, today);
    expect([field, asks(asked, field)]).toEqual([field, true]);
    expect(asks(without(asked, field), field)).toBe(false);
  }
});

test('a selection that asks nothing asks none of the questions', () => {
  expect(filterFields.filter((field) => asks(everybody('billing'), field))).toEqual([]);
});

test('collection begins with the overdue charges of enabled customers, and advertising with phones given for it', () => {
  expect(usualSelection('collection')).toMatchObject({ permission: 'billing', charge: { status: ['overdue'] } });
  expect(usualSelection('marketing')).toMatchObject({ permission: 'marketing', charge: null });
});

test('texts are counted where one customer may get several', () => {
  const one = usualSelection('collection');
  expect(countsTexts([one])).toBe(false);
  expect(countsTexts([one, withCharge(one, { perCustomer: 'all' })])).toBe(true);
});
