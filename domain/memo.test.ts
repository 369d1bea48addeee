import { expect, test } from 'vitest';
import { memo } from './memo.ts';

test('an answer is made once, and again after so many others', () => {
  const made: number[] = [];
  const square = memo(2, (n: number) => {
    made.push(n);
    return n * n;
  });
  expect([square(2), square(2), square(3), square(4), square(2)]).toEqual([4, 4, 9, 16, 4]);
  expect(made).toEqual([2, 3, 4, 2]);
});
