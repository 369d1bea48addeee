import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatReais, isPrice, parseReais, priceOfSegments } from './money.ts';

describe('amounts in texts', () => {
  test.each([
    [14637, 'R$146,37'],
    [10000, 'R$100,00'],
    [5, 'R$0,05'],
    [0, 'R$0,00'],
    [123456, 'R$1.234,56'],
    [123456780, 'R$1.234.567,80'],
    [-500, '-R$5,00'],
  ])('%i centavos read %s, without any space', (cents, text) => {
    expect(formatReais(cents)).toBe(text);
  });

  test('every amount that is written can be read back', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (cents) => {
        expect(parseReais(formatReais(cents))).toEqual({ ok: true, cents });
      }),
    );
  });
});

describe('amounts in files', () => {
  test.each([
    ['1.234,56', 123456],
    ['12.345,67', 1234567],
    ['R$ 74,22', 7422],
    ['R$\u00a01.000,00', 100000],
    ['r$74,2', 7420],
    ['0,05', 5],
    ['100', 10000],
    ['1234.56', 123456],
    ['100.5', 10050],
    [' 196,87 ', 19687],
    ['-10,00', -1000],
    ['-R$ 10,00', -1000],
    ['R$ -10,00', -1000],
    ['1.234.567', 123456700],
    ['-0,00', 0],
  ])('%s is %i centavos', (text, cents) => {
    expect(parseReais(text)).toEqual({ ok: true, cents });
  });

  test('a lone point before three digits is refused instead of guessed', () => {
    expect(parseReais('1.234')).toEqual({ ok: false, reason: 'ambiguous' });
    expect(parseReais('1.234,00')).toEqual({ ok: true, cents: 123400 });
  });

  test.each(['', 'abc', 'R$', '-', ',50', '1,234.56', '1.23,45', '12,345', '1.2345', '1 000,00', '--5', '-R$-5', '1e3', '0x10', 'USD 5'])(
    '%j is not an amount',
    (text) => {
      expect(parseReais(text)).toEqual({ ok: false, reason: 'not-an-amount' });
    },
  );

  test('an amount beyond exact integers is refused, not rounded', () => {
    expect(parseReais('99999999999999999,00')).toEqual({ ok: false, reason: 'too-large' });
  });
});

describe('cost of a text', () => {
  test.each([
    ['0.0650', 1, '0.0650'],
    ['0.0650', 3, '0.1950'],
    ['0.1', 3, '0.3000'],
    ['12', 2, '24.0000'],
    ['0.0001', 0, '0.0000'],
    ['0.0333', 20000, '666.0000'],
  ])('%s times %i segments is exactly %s', (price, segments, total) => {
    expect(priceOfSegments(price, segments)).toBe(total);
  });

  test.each(['', '0,06', '-1', '0.00001', 'abc', '.5', '1.'])('%j is not a price', (price) => {
    expect(isPrice(price)).toBe(false);
    expect(() => priceOfSegments(price, 1)).toThrow(RangeError);
  });

  test.each([-1, 1.5])('%d segments are refused', (segments) => {
    expect(() => priceOfSegments('0.0650', segments)).toThrow(RangeError);
  });
});
