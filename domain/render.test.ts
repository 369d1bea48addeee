import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleFacts } from './fixtures/template-facts.ts';
import { type RenderOptions, renderTemplate } from './render.ts';
import { accentModes } from './states.ts';
import type { TemplateFacts } from './template-facts.ts';
import { templateVariables } from './template-variables.ts';

const plain: RenderOptions = { accents: 'keep', missing: {} };

function named(name: string): TemplateFacts {
  return { ...exampleFacts, customer: { name, kind: 'person', tradeName: null, login: null, password: 's3nh@ção' } };
}

const pixCode = '00020126Ação~{CLI_NAME}6304A13F';
const withCodes: TemplateFacts = {
  ...exampleFacts,
  charge: exampleFacts.charge && { ...exampleFacts.charge, pixCode, digitableLine: '00190.50095', paymentUrl: 'pagar.com/é/ã' },
};

function textOf(template: string, facts: TemplateFacts, options: RenderOptions = plain): string {
  const result = renderTemplate(template, facts, options);
  if (result.kind === 'missing') throw new Error(`missing ${result.variable}`);
  return result.text;
}

describe('the text of one recipient', () => {
  test('is the template with its values, counted as it will travel', () => {
    const template = '{CLI_NAME}, sua fatura de {COB_VAL_DOC} vence em {COB_DATE_VENC}.';
    expect(renderTemplate(template, exampleFacts, plain)).toEqual({
      kind: 'text',
      text: 'Marcos, sua fatura de R$146,37 vence em 23/05/2018.',
      maskedText: 'Marcos, sua fatura de R$146,37 vence em 23/05/2018.',
      encoding: 'GSM-7',
      segments: 1,
      length: 51,
      charactersLeft: 109,
      costly: [],
      links: [],
    });
  });

  test('a customer named like a variable never pulls in its value', () => {
    expect(textOf('{CLI_NAME}!', named('{CLI_PASS}'))).toBe('{CLI_PASS}!');
    expect(textOf('{CLI_NAME}{CLI_NAME_L}', named('{CLI_ PASS}'))).toBe('{CLI_PASS}');
  });

  test('a secret is masked in the text that is stored, whatever its length', () => {
    expect(renderTemplate('Olá, senha {CLI_PASS}', named('Ana'), { accents: 'ascii', missing: {} })).toMatchObject({
      text: 'Ola, senha s3nh@ção',
      maskedText: 'Ola, senha ******',
    });
  });

  test('what a saved template cannot contain appears literally', () => {
    expect(textOf('{NADA} {CLI_NAME', exampleFacts)).toBe('{NADA} {CLI_NAME');
  });
});

describe('a missing value', () => {
  test.each([
    [undefined, 'hold'],
    ['hold', 'hold'],
    ['skip', 'skip'],
  ] as const)('with the rule %s the recipient is answered %s, by the variable', (rule, outcome) => {
    const missing = rule ? { CLI_NAME_L: rule } : {};
    expect(renderTemplate('{CLI_NAME} {CLI_NAME_L}', named('Maria'), { accents: 'keep', missing })).toEqual({
      kind: 'missing',
      variable: 'CLI_NAME_L',
      rule: outcome,
    });
  });

  test('with a default the text goes, and the default is text only', () => {
    const missing = { CLI_NAME_L: { default: '' }, CLI_USER: { default: '{CLI_PASS}' } };
    expect(textOf('{CLI_NAME}{CLI_NAME_L}, {CLI_USER}', named('Maria'), { accents: 'keep', missing })).toBe('Maria, {CLI_PASS}');
    expect(textOf('{CLI_NAME_L}', named('Maria Souza'), { accents: 'keep', missing })).toBe('Souza');
  });
});

describe('accent modes', () => {
  test('values are replaced like the rest of the text', () => {
    expect(textOf('Olá {CLI_NAME}, até já', named('Conceição'), { accents: 'smart', missing: {} })).toBe('Ola Conceicao, até ja');
    expect(textOf('Olá {CLI_NAME}, até já', named('Conceição'), { accents: 'ascii', missing: {} })).toBe('Ola Conceicao, ate ja');
    expect(textOf('Olá {CLI_NAME}, até já', named('Conceição'))).toBe('Olá Conceição, até já');
  });

  test.each(accentModes)('Pix codes, digitable lines and links are never altered (%s)', (accents) => {
    const text = textOf('Pagar: {COB_PIX}\n{COB_LINHA} {COB_LINK}', withCodes, { accents, missing: {} });
    expect(text).toBe(`Pagar: ${pixCode}\n00190.50095 pagar.com/é/ã`);
  });

  test.each(accentModes)('a link of the template with a value inside is never altered (%s)', (accents) => {
    expect(textOf('www.x.com/{CLI_NAME}', named('João'), { accents, missing: {} })).toBe('www.x.com/João');
  });
});

describe('for every template and customer', () => {
  const piece = fc.oneof(
    fc.constantFrom(...templateVariables.map(({ name }) => `{${name}}`)),
    fc.constantFrom('{', '}', '{X}', 'ção ', '😀'),
    fc.string(),
  );
  const template = fc.array(piece).map((pieces) => pieces.join(''));
  const name = fc.string({ unit: 'binary' });
  const rules = fc.dictionary(
    fc.constantFrom(...templateVariables.map((variable) => variable.name)),
    fc.constantFrom('skip' as const, { default: '?' }),
  );

  test('rendering never fails, and bills at least one part', () => {
    fc.assert(
      fc.property(template, name, fc.constantFrom(...accentModes), rules, (text, customer, accents, missing) => {
        const result = renderTemplate(text, named(customer), { accents, missing });
        if (result.kind === 'text') expect(result.segments).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });

  test('without codes and links, smart and ascii texts travel as GSM-7', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{CLI_NAME}', '{ISP_NAME_C}', 'ção ', '😀', 'Ó')), name, (pieces, customer) => {
        for (const accents of ['smart', 'ascii'] as const) {
          const result = renderTemplate(pieces.join(''), named(customer), { accents, missing: { CLI_NAME: { default: '' } } });
          expect(result).toMatchObject({ kind: 'text', encoding: 'GSM-7' });
        }
      }),
    );
  });
});
