import { describe, expect, test } from 'vitest';
import { lintTemplate } from './template-lint.ts';

const limits = { accents: 'smart', maxLength: 160, maxSegments: 3, counting: 'segments' } as const;
const found = (text: string, more: Partial<Parameters<typeof lintTemplate>[1]> = {}) =>
  lintTemplate(text, { ...limits, ...more }).map(({ code, given, instead }) => [code, given, instead]);

describe('a text that may be saved', () => {
  test('and has nothing to look at twice says nothing', () => {
    expect(found('{CLI_NAME}, seu acesso segue ativo. Fatura: {COB_LINK}')).toEqual([]);
  });

  test('names words that providers block, whatever their accents and capitals, with another word', () => {
    expect(lintTemplate('Oi!\nPROMOÇÃO só hoje, Regularize já', limits)).toEqual([
      { code: 'blocked-word', index: 4, line: 2, column: 1, given: 'PROMOÇÃO', instead: 'benefício' },
      { code: 'blocked-word', index: 22, line: 2, column: 19, given: 'Regularize', instead: 'quite' },
    ]);
  });

  test('names each character that makes it cost twice, also the one that nobody sees', () => {
    expect(found('Não\u00a0perca', { accents: 'keep' })).toEqual([
      ['costly-character', 'ã', 'a'],
      ['costly-character', 'U+00A0', ' '],
    ]);
    expect(found('Não\u00a0perca')).toEqual([]);
    expect(found('Não perca', { accents: 'keep', counting: 'one' })).toEqual([]);
  });

  test('names a code or link that touches other characters, and leaves one that stands alone', () => {
    expect(found('Pague em {COB_LINK}.')).toEqual([['glued-code', '{COB_LINK}', '{COB_LINK} ']]);
    expect(found('Linha:{COB_LINHA}')).toEqual([['glued-code', '{COB_LINHA}', ' {COB_LINHA}']]);
    expect(found('Pague em\n{COB_LINK}\nObrigado')).toEqual([]);
  });

  test('names a link that phones would end early', () => {
    expect(found('Veja https://brbyte.com/promoções agora')).toContainEqual([
      'cut-link',
      'https://brbyte.com/promoções',
      'https://brbyte.com/promo',
    ]);
    expect(found('Veja www. brbyte.com.br')).toEqual([['cut-link', 'www.', null]]);
  });

  test('names a code that would travel in two parts, and not one that fits', () => {
    const filler = 'a'.repeat(140);
    expect(found(`${filler} {COB_LINK}`, { maxLength: 500 })).toEqual([['split-code', '{COB_LINK}', null]]);
    expect(found(`{COB_LINK} ${filler}`, { maxLength: 500 })).toEqual([]);
  });

  test('says when the examples already make it longer than the gateway takes', () => {
    expect(found(`Pix: ${'a'.repeat(60)} {COB_PIX}`)).toEqual([['too-long', expect.stringContaining('GSM-7'), null]]);
  });
});
