import { expect, it } from 'vitest';
import { carriesAllOf, type TextCarrier, textOn } from './gateway-text.ts';

const own: TextCarrier = { accents: 'smart', price: '0.0650', maxLength: 160, maxSegments: 3, unitCounting: 'segments' };

it.each<[string, Partial<TextCarrier>, boolean]>([
  ['an equal one', {}, true],
  ['a roomier one', { maxLength: 1_000, maxSegments: 10 }, true],
  ['one that takes the accents away', { accents: 'ascii' }, true],
  ['one that keeps accents, which make more parts', { accents: 'keep' }, false],
  ['one of shorter texts', { maxLength: 140 }, false],
  ['one of fewer parts', { maxSegments: 1 }, false],
  ['one that counts a text as one, whatever its parts', { unitCounting: 'one', accents: 'keep', maxSegments: 1 }, true],
])('%s carries all that a gateway does: %#', (_, more, carries) => {
  expect(carriesAllOf({ ...own, ...more }, own)).toBe(carries);
});

it('one that counts parts does not carry all of one that does not', () => {
  expect(carriesAllOf(own, { ...own, unitCounting: 'one' })).toBe(false);
});

it('a text is written, counted and priced as its gateway carries it, and never cut', () => {
  expect(textOn({ ...own, accents: 'ascii' }, 'Olá')).toEqual({ text: 'Ola', segments: 1, encoding: 'GSM-7', cost: '0.0650' });
  expect(textOn(own, 'a'.repeat(161))).toBeNull();
});
