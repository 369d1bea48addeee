import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTemplate, parseTemplate } from './template.ts';

const check = (text: string) => checkTemplate(text, { allowSecrets: false });

describe('a template that is saved', () => {
  test('with known variables it has no problem', () => {
    expect(check('{CLI_NAME}, sua fatura de {COB_VAL_DOC} vence em {COB_DATE_VENC}.')).toEqual([]);
  });

  test('an unknown variable is refused with its place and the nearest name', () => {
    expect(check('Olá {CLI_NAME},\nvalor {COB_VALOR_DOC}')).toEqual([
      { code: 'unknown-variable', index: 22, line: 2, column: 7, given: 'COB_VALOR_DOC', nearest: 'COB_VAL_DOC' },
    ]);
  });

  test.each([
    ['{cli_name}', 'CLI_NAME'],
    ['{ CLI_NAME }', 'CLI_NAME'],
    ['{CLI NAME}', 'CLI_NAME'],
    ['{CLI-NAME-FULL}', 'CLI_NAME_FULL'],
    ['{COB_DATA_VENC}', 'COB_DATE_VENC'],
    ['{COB_PÍX}', 'COB_PIX'],
  ])('%s is not sent as it stands: %s is suggested', (text, nearest) => {
    expect(check(text)).toMatchObject([{ code: 'unknown-variable', index: 0, line: 1, column: 1, nearest }]);
  });

  test('a brace that is never closed is refused with its place', () => {
    expect(check('Olá {CLI_NAME, tudo bem?\n{ISP_NAME}')).toEqual([
      { code: 'unclosed-brace', index: 4, line: 1, column: 5, given: '{CLI_NAME', nearest: 'CLI_NAME' },
    ]);
    expect(check('{CLI_NAME{ISP_NAME}')).toMatchObject([{ code: 'unclosed-brace', index: 0 }]);
  });

  test.each(['', '  \n '])('an empty text (%j) is refused', (text) => {
    expect(check(text)).toMatchObject([{ code: 'empty-text', index: 0, line: 1, column: 1 }]);
  });

  test('a secret is refused unless secrets are allowed', () => {
    expect(check('Senha: {CLI_PASS}')).toMatchObject([{ code: 'secret-not-allowed', index: 7, given: 'CLI_PASS' }]);
    expect(checkTemplate('Senha: {CLI_PASS}', { allowSecrets: true })).toEqual([]);
  });

  test.each(['{}', '{ }', '{"a": 1}', '{1}', 'a } b', 'oi :{', '{{}}'])('braces that no letter follows are plain text: %s', (text) => {
    expect(check(text)).toEqual([]);
  });

  test('every problem of a text is reported, in its order', () => {
    expect(check('{A} {CLI_PASS} {B').map(({ code }) => code)).toEqual(['unknown-variable', 'secret-not-allowed', 'unclosed-brace']);
  });

  test('its pieces always join to the text again, with every place right', () => {
    const pieces = fc.constantFrom('{CLI_NAME}', '{', '}', '{x', '{X}', ' ', '\n', 'ação', '😀', '{COB_PIX}');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: pieces }), fc.string()), (text) => {
        const parts = parseTemplate(text);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const { index, line, column, code } of check(text)) {
          if (code === 'empty-text') continue;
          expect(text.split('\n')[line - 1]?.[column - 1]).toBe('{');
          expect(text[index]).toBe('{');
        }
      }),
    );
  });
});
