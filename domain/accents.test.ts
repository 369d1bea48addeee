import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withAccentMode } from './accents.ts';
import { countSegments, isGsm7 } from './segments.ts';

describe('accents', () => {
  test.each([
    ['São João, você não está em débito à Ç', 'Sao Joao, voce nao esta em débito à Ç', 'Sao Joao, voce nao esta em debito a C'],
    ['ATENÇÃO: R$\u00a0146,37', 'ATENÇAO: R$ 146,37', 'ATENCAO: R$ 146,37'],
    ['“Olá” – nº 5ª…', '"Ola" - no 5a...', '"Ola" - no 5a...'],
    ['20°C × 2 ½ •', '20oC x 2 1/2 -', '20oC x 2 1/2 -'],
    ['10€ ñ ü', '10€ ñ ü', '10EUR n u'],
    ['a\u0301 e\u0301 x\u0301', 'a é x', 'a e x'],
    ['Oi 😀👨‍👩‍👧❤️ 中', 'Oi ??? ?', 'Oi ??? ?'],
    ['a\tb\u200bc`d', "a bc'd", "a bc'd"],
  ])('%j becomes %j in smart and %j in ascii', (text, smart, ascii) => {
    expect(withAccentMode(text, 'smart', [])).toBe(smart);
    expect(withAccentMode(text, 'ascii', [])).toBe(ascii);
    expect(withAccentMode(text, 'keep', [])).toBe(text);
  });

  test('links are never altered, wherever they stand', () => {
    const text = 'não: https://pagar.com/ação?n=João, ou “www.ação.com.br”…';
    expect(withAccentMode(text, 'ascii', [])).toBe('nao: https://pagar.com/ação?n=João, ou "www.ação.com.br"...');
  });

  test('what is marked verbatim is never altered, and its neighbours are', () => {
    expect(withAccentMode('ção CÓDIGO não', 'ascii', [{ start: 4, end: 10 }])).toBe('cao CÓDIGO nao');
  });

  test('smart and ascii texts always travel as GSM-7, and ascii ones are ASCII', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(countSegments(withAccentMode(text, 'smart', [])).encoding).toBe('GSM-7');
        const ascii = withAccentMode(text, 'ascii', []);
        expect(countSegments(ascii).encoding).toBe('GSM-7');
        expect(/^[\n\r -~]*$/.test(ascii)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('smart leaves every letter that GSM-7 has, and a text of such letters as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'abçãÀà é Ç ñ R$1.23{}€').filter(isGsm7)), (letters) => {
        expect(withAccentMode(letters.join(''), 'smart', [])).toBe(letters.join(''));
      }),
    );
  });

  test('a text that was brought into a mode stays as it is', () => {
    fc.assert(
      fc.property(anyText(), fc.constantFrom('smart' as const, 'ascii' as const), (text, mode) => {
        const once = withAccentMode(text, mode, []);
        expect(withAccentMode(once, mode, [])).toBe(once);
      }),
    );
  });
});

/** Without links, which stay as they are. */
function anyText(): fc.Arbitrary<string> {
  return fc
    .oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'ãçÉà\u0301\u00a0\ud83d😀ºﬁ„`\t') }),
    )
    .filter((text) => !/:\/\/|www\./i.test(text));
}
