import { expect, test } from 'vitest';
import { maskPhone, maskPhonesIn } from './masks.ts';

test.each([
  ['+5567999991234', '+*********1234'],
  ['(67) 99999-1234', '(**) *****-1234'],
  ['1234', '1234'],
  ['sem número', 'sem número'],
])('of %s the last four digits stay', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});

test('in a text the numbers long enough for a phone are masked, and nothing else', () => {
  expect(maskPhonesIn('OK 5567999991234; custo 0.0650; id 12345; (67) 99999-1234')).toBe(
    'OK *********1234; custo 0.0650; id 12345; (**) *****-1234',
  );
});
