import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSegments, countUnits } from './segments.ts';

const parts = (text: string) => countSegments(text).segments;

describe('how many parts a provider bills', () => {
  test.each([
    ['an empty text', '', 'GSM-7', 1, 0, 160],
    ['160 letters', 'a'.repeat(160), 'GSM-7', 1, 160, 0],
    ['161 letters', 'a'.repeat(161), 'GSM-7', 2, 161, 145],
    ['306 letters', 'a'.repeat(306), 'GSM-7', 2, 306, 0],
    ['307 letters', 'a'.repeat(307), 'GSM-7', 3, 307, 152],
    ['459 letters', 'a'.repeat(459), 'GSM-7', 3, 459, 0],
    ['70 times ã', 'ã'.repeat(70), 'UCS-2', 1, 70, 0],
    ['71 times ã', 'ã'.repeat(71), 'UCS-2', 2, 71, 63],
    ['134 times ã', 'ã'.repeat(134), 'UCS-2', 2, 134, 0],
    ['135 times ã', 'ã'.repeat(135), 'UCS-2', 3, 135, 66],
    ['letters GSM-7 has', 'à é è ì ò ù É Ç ñ Ñ ü Ü ä ö @ $ _ £', 'GSM-7', 1, 35, 125],
    ['the extension, two septets each', '{}[]€^~|\\\f', 'GSM-7', 1, 20, 140],
    ['80 euro signs', '€'.repeat(80), 'GSM-7', 1, 160, 0],
    ['81 euro signs', '€'.repeat(81), 'GSM-7', 2, 162, 143],
    ['an emoji', '😀', 'UCS-2', 1, 2, 68],
    ['35 emoji', '😀'.repeat(35), 'UCS-2', 1, 70, 0],
    ['36 emoji', '😀'.repeat(36), 'UCS-2', 2, 72, 61],
  ])('%s', (_, text, encoding, segments, length, charactersLeft) => {
    expect(countSegments(text)).toMatchObject({ encoding, segments, length, charactersLeft });
  });

  test('an extension pair is never split: the part before it ends one septet short', () => {
    expect(countSegments(`${'a'.repeat(152)}€${'a'.repeat(151)}`)).toMatchObject({ length: 305, segments: 2 });
    expect(countSegments(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toMatchObject({ length: 306, segments: 3 });
  });

  test('an emoji is never split: the part before it ends one unit short', () => {
    expect(countSegments(`${'ã'.repeat(66)}😀${'ã'.repeat(66)}`)).toMatchObject({ length: 134, segments: 3 });
    expect(countSegments(`${'ã'.repeat(65)}😀${'ã'.repeat(67)}`)).toMatchObject({ length: 134, segments: 2 });
  });

  test('one no-break space or one lower-case ç turns a text of one part into two, and is pointed at', () => {
    const reminder = 'a'.repeat(132);
    expect(parts(reminder)).toBe(1);
    expect(countSegments(`${reminder}\u00a0`)).toMatchObject({ segments: 2, costly: [{ index: 132, character: '\u00a0' }] });
    expect(countSegments(`😀ç${reminder}`).costly).toEqual([
      { index: 0, character: '😀' },
      { index: 2, character: 'ç' },
    ]);
  });
});

describe('for every text', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aé€{ã😀\n\u00a0\ud800'), maxLength: 400 });
  const gsmText = fc.string({ unit: fc.constantFrom(...'aaaaé€{'), maxLength: 700 });

  test('there is at least one part, and never fewer than the length alone needs', () => {
    fc.assert(
      fc.property(fc.oneof(text, gsmText), (written) => {
        const { segments, length, encoding } = countSegments(written);
        const [alone, joined] = encoding === 'GSM-7' ? [160, 153] : [70, 67];
        expect(segments).toBeGreaterThanOrEqual(length <= alone ? 1 : Math.ceil(length / joined));
      }),
    );
  });

  test('writing on never makes it cheaper', () => {
    fc.assert(
      fc.property(fc.oneof(text, gsmText), fc.oneof(text, gsmText), (start, more) => {
        expect(parts(start + more)).toBeGreaterThanOrEqual(parts(start));
      }),
    );
  });

  test('the count is that of a packing written out part by part', () => {
    fc.assert(
      fc.property(fc.oneof(text, gsmText), (written) => {
        expect(parts(written)).toBe(referenceParts(written));
      }),
      { numRuns: 500 },
    );
  });
});

/** Cuts the text into real parts the slow way: as many whole characters as fit, again and again. */
function referenceParts(text: string): number {
  const characters = [...text];
  const gsm = characters.every((character) => 'aé€{\n'.includes(character));
  const size = (some: string[]) =>
    gsm ? some.reduce((sum, character) => sum + ('€{'.includes(character) ? 2 : 1), 0) : some.join('').length;
  if (size(characters) <= (gsm ? 160 : 70)) return 1;
  let rest = characters;
  let count = 0;
  while (rest.length > 0) {
    let taken = 0;
    while (taken < rest.length && size(rest.slice(0, taken + 1)) <= (gsm ? 153 : 67)) taken += 1;
    rest = rest.slice(taken);
    count += 1;
  }
  return count;
}

test('a voice call or a WhatsApp text is one unit however long, and no letter of it costs more', () => {
  const long = 'Atenção: '.repeat(60);
  expect(countUnits(long, 'segments').segments).toBeGreaterThan(1);
  expect(countUnits(long, 'one')).toMatchObject({ segments: 1, costly: [], length: long.length });
});
