import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleFacts } from './fixtures/template-facts.ts';
import { isByPerson } from './link-visitors.ts';
import type { Catalogue } from './plan-facts.ts';
import { type RenderedText, renderTemplate } from './render.ts';
import { codesFrom, isCode, linkSpans, readLinkOrigin, sampleLinks, shortLinkOf, targetOf, writtenOut } from './short-links.ts';
import type { TemplateFacts } from './template-facts.ts';
import { lintTemplate } from './template-lint.ts';
import { textShape } from './text-shape.ts';

const origin = 'https://l.brbyte.com';
const paymentUrl = 'https://pagar.brbyte.com/768412';
const facts: TemplateFacts = { ...exampleFacts, charge: exampleFacts.charge && { ...exampleFacts.charge, paymentUrl } };
const codeOf = (place: number) => `abcdefghij${place + 1}`;
const links = (template: string) => linkSpans(template).flatMap(({ text, place }) => (place === null ? [] : [text]));

function rendered(template: string, more: Partial<Parameters<typeof renderTemplate>[2]> = {}): RenderedText {
  const result = renderTemplate(template, facts, { accents: 'smart', missing: {}, ...more });
  if (result.kind === 'missing') throw new Error(`missing ${result.variable}`);
  return result;
}

describe('the links of a text', () => {
  test.each([
    ['Veja https://brbyte.com/promo?a=1&b=2 já', ['https://brbyte.com/promo?a=1&b=2']],
    ['Veja (www.brbyte.com/faq), ou HTTP://x.com.', ['www.brbyte.com/faq', 'HTTP://x.com']],
    ['Pague: {COB_LINK}.', ['{COB_LINK}']],
    ['{COB_LINK}?utm_source=sms e {COB_LINK}', ['{COB_LINK}?utm_source=sms', '{COB_LINK}']],
    ['https://x.com/{COB_CODE}/{CLI_USER}! e https://{ISP_URL}', ['https://x.com/{COB_CODE}/{CLI_USER}', 'https://{ISP_URL}']],
    ['https://x.com/{LISTA_1a}', ['https://x.com/{LISTA_1a}']],
    ['https://x.com/a_(b) e "https://x.com"', ['https://x.com/a_(b)', 'https://x.com']],
    ['https:// www. ftp://x.com {ISP_URL} {CLI_NAME} a@b.com', []],
  ])('in %s are %j', (template, found) => {
    expect(links(template)).toEqual(found);
  });

  test('give way to short ones, and nothing else of the text changes, in whatever it says', () => {
    const word = fc.constantFrom('Olá', '{CLI_NAME},', 'não', '{COB_VAL_DOC}', '(', ')', '…', '😀', '{ISP_URL}', '.', '“', '{', '{}', ' ');
    const link = fc.constantFrom(
      'https://x.com/é?a=1',
      'www.brbyte.com',
      '{COB_LINK}',
      '{COB_LINK}#a',
      'http://x.com/{COB_CODE}',
      'https://',
    );
    const template = fc.array(fc.oneof(word, link, fc.constant(' '))).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(template, fc.constantFrom('keep' as const, 'smart' as const, 'ascii' as const), (text, accents) => {
        expect(
          linkSpans(text)
            .map((span) => span.text)
            .join(''),
        ).toBe(text);
        const short = rendered(text, { accents, shortLinks: { origin, codeOf } });
        expect(writtenOut(short.text, short.links)).toBe(rendered(text, { accents }).text);
        expect(short.links.map((one) => one.code)).toEqual(links(text).map((_, place) => codeOf(place)));
      }),
    );
  });

  test('lead where they were written to, with what belongs to the person marked', () => {
    const { text, links: found } = rendered('www.brbyte.com ou {COB_LINK} ou https://x.com/?n={CLI_NAME_FULL}', {
      shortLinks: { origin, codeOf },
    });
    expect(text).toBe([0, 1, 2].map((place) => shortLinkOf(origin, codeOf(place))).join(' ou '));
    expect(found.map(({ target, personal }) => [target, personal])).toEqual([
      ['http://www.brbyte.com/', false],
      [paymentUrl, true],
      ['https://x.com/?n=Marcos%20Valas', true],
    ]);
  });

  test('that a name or a missing value brings along stay what they are: nobody leads elsewhere through our domain', () => {
    const shortLinks = { origin, codeOf };
    const evil = { ...facts, customer: facts.customer && { ...facts.customer, name: 'https://evil.com' } };
    expect(renderTemplate('Oi {CLI_NAME}', evil, { accents: 'smart', missing: {}, shortLinks })).toMatchObject({
      text: 'Oi https://evil.com',
      links: [],
    });
    const missing = { COB_LINK: { default: 'no app' } };
    expect(renderTemplate('{COB_LINK}', exampleFacts, { accents: 'smart', missing, shortLinks })).toMatchObject({
      text: 'no app',
      links: [],
    });
  });

  test.each(['javascript:alert(1)', '//evil.com', 'data:text/html,x', 'ftp://x.com', 'https://', 'pagar.com/1', ''])(
    'never lead to %s',
    (written) => {
      expect(targetOf(written)).toBeNull();
    },
  );
});

test('a text is counted before it is written exactly as long as it will be', () => {
  const shortLinks = sampleLinks(origin);
  const catalogue = { units: {} } as Pick<Catalogue, 'units'>;
  const text = 'Não, {CLI_NAME}: {COB_LINK} https://x.com/{COB_CODE} www.brbyte.com/promocao-de-natal.';
  const wording = { text, missing: {}, accents: 'smart' as const, maxLength: 160, maxSegments: 3, shortLinks };
  const shape = textShape(wording, catalogue, '2026-12-01T12:00:00.000Z');
  const length = { CLI_NAME: 'Marcos'.length } as Record<string, number>;
  const ofVariables = shape.variables.map(({ name, times, shortened }) => times * (shortened ?? length[name] ?? Number.NaN));
  expect(shape.variables.map(({ name, times }) => [name, times])).toEqual([
    ['CLI_NAME', 1],
    ['COB_LINK', 1],
    ['COB_CODE', 0],
  ]);
  expect(ofVariables[0] ?? 0).toBe(6);
  const counted =
    shape.characters +
    shape.variables.reduce((sum, { times, shortened, name }) => sum + (times === 0 ? 0 : (shortened ?? length[name] ?? 0)), 0);
  expect(counted).toBe(rendered(text, { shortLinks }).text.length);
});

test('with short links a text is warned of what is wrong with it then: no link is cut or costly, and one may still touch a letter', () => {
  const limits = { accents: 'keep', maxLength: 160, maxSegments: 3, counting: 'segments' } as const;
  const codes = (text: string, linkOrigin: string | null) =>
    lintTemplate(text, { ...limits, linkOrigin }).map(({ code, given }) => [code, given]);
  expect(codes('Veja https://x.com/promoção', null)).toEqual([
    ['cut-link', 'https://x.com/promoção'],
    ['blocked-word', 'promoção'],
    ['costly-character', 'ç'],
    ['costly-character', 'ã'],
  ]);
  expect(codes('Veja https://x.com/promoção', origin)).toEqual([]);
  expect(codes('Pague: {COB_LINK}?a=1 hoje', origin)).toEqual([]);
  expect(codes('Pague:{COB_LINK} hoje', origin)).toEqual([['glued-code', '{COB_LINK}']]);
  const long = `${'a'.repeat(140)} ${'https://brbyte.com/'}${'b'.repeat(200)}`;
  expect(codes(long, null).map(([code]) => code)).toContain('too-long');
  expect(codes(long, origin).map(([code]) => code)).toEqual(['too-long', 'split-code']);
});

test('codes are eleven letters that nobody takes for one another, as many as the randomness is enough for', () => {
  const bytes = Uint8Array.from({ length: 4_096 }, (_, index) => (index * 167) % 256);
  const codes = codesFrom(bytes);
  expect(codes.length).toBeGreaterThan(300);
  expect(codes.every(isCode)).toBe(true);
  expect(codes.join('')).not.toMatch(/[0OIl]/);
  expect(['abc', 'abcdefghij0', '', '../etc/pass', 'abcdefghijklm'].some(isCode)).toBe(false);
});

test.each([
  ['l.brbyte.com', origin],
  ['https://l.brbyte.com/', origin],
  ['HTTPS://L.BrByte.com', origin],
  ['https://l.brbyte.com:8443', 'https://l.brbyte.com:8443'],
  ['http://l.brbyte.com', null],
  ['https://l.brbyte.com/l', null],
  ['https://u:p@l.brbyte.com', null],
  ['//l.brbyte.com', null],
  ['10.0.0.1', null],
  ['localhost', null],
  ['javascript:alert(1)', null],
  ['l brbyte.com', null],
])('%s as the domain of short links is %s', (given, read) => {
  expect(readLinkOrigin(given)).toBe(read);
});

describe('a click', () => {
  const browser = 'Mozilla/5.0 (Linux; Android 14; CUBOT X90) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36';
  test.each([
    ['GET', browser, null, true],
    ['GET', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1', null, true],
    ['HEAD', browser, null, false],
    ['GET', browser, 'prefetch', false],
    ['GET', null, null, false],
    ['GET', 'WhatsApp/2.24.6 A', null, false],
    ['GET', 'facebookexternalhit/1.1 Facebot Twitterbot/1.0', null, false],
    ['GET', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', null, false],
    ['GET', 'TelegramBot (like TwitterBot)', null, false],
    ['GET', 'curl/8.5.0', null, false],
  ])('by %s of %s (%s) is of a person: %s', (method, userAgent, purpose, person) => {
    expect(isByPerson({ method, userAgent, purpose })).toBe(person);
  });
});
