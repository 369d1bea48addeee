import { expect, test } from 'vitest';
import { compilePattern, patternProblem } from './pattern.ts';

const long = 'a'.repeat(10_000);

test.each([
  ['(a+)+$', `${long}!`],
  ['^(\\w+\\s?)*$', `${long}!`],
  ['(a|aa)+$', `${long}!`],
  [`${'a?'.repeat(60)}${'a'.repeat(60)}b`, `${long}b!`],
  ['(?:a|aa)(?:a|aa)(?:a|aa)(?:a|aa)(?:a|aa)(?:a|aa)(?:a|aa)(?:a|aa)(?:a|aa)[!]b', `${long}!`],
  ['\\w+\\d+\\w+\\d+\\w+\\d+[x]$', '1'.repeat(10_000)],
  ['(?<id>.*.*.*.*)[!]$', long],
  ['(?:\\w{0,20}){0,20}[!x]$', long],
  ['^(?!.*erro).*[!]$', long],
  ['a*b?c?d?e?(?!\\d)[!]', long],
])('%s takes no time that a sender would notice', (source, text) => {
  expect(patternProblem(source)).toBeNull();
  const matches = compilePattern(source);
  const before = performance.now();
  matches(text);
  expect(performance.now() - before).toBeLessThan(2_000);
});

test.each([
  '(a)\\1',
  '(',
  'a**',
  '(?i)ok',
  '\\w{1000}',
  '(?:\\w{0,40}){0,40}',
  '\\w{0,900}\\w{0,900}',
  'a'.repeat(501),
  '(?=(a+)+$)a',
  '^(?!.*a)\\w+\\d+\\w+x',
  '\\w+\\d+(?!x)',
  `${'a?'.repeat(40)}(?!b)`,
  '(?:ab?)+(?=c)',
])('%s is not run on what providers answer', (source) => expect(patternProblem(source)).not.toBeNull());

test.each<[source: string, text: string, groups: Record<string, string> | null]>([
  ['^OK (?<id>\\w+)', 'OK a1 sent', { id: 'a1' }],
  ['^OK(?: (?<id>\\d+))?', 'OK', {}],
  ['^OK (?<id>.+)', 'OK 12\r\nmore', { id: '12' }],
  ['^[56];(?:.*;)?(?<id>\\d+)\\s*$', '5;x;77\r\n', { id: '77' }],
  ['"status"\\s*:\\s*"ok"', '{"status":\u00a0"ok"}', {}],
  ['^[\\s;]+(?<id>\\S+)$', '\u00a0;x\u00e9', { id: 'x\u00e9' }],
  ['\\u00e7\\/[^]x', 'ação/ç/\nx', {}],
  ['(OK|SENT)', 'SENT', {}],
  ['(?:abc){2}', 'abcab', null],
  ['^OK$', 'OK\n', null],
  ['<id>(?<id>\\d+)</id>', '<id>12</id>', { id: '12' }],
  ['[+*(]+\\(a+\\)', '++(aa)', {}],
  ['^\\d+;(?<amount>-?[\\d.,]+)', '1;1.234,50', { amount: '1.234,50' }],
  ['(?<first>a|ab)(?<rest>c|bcd)?', 'abcd', { first: 'a', rest: 'bcd' }],
  ['^\\s*-2(?!\\d)', ' -2', {}],
  ['^\\s*-2(?!\\d)', '-20', null],
  ['(?<=id=)\\w+', 'id=7', {}],
])('%s means on %j what it means to JavaScript', (source, text, groups) => {
  expect(patternProblem(source)).toBeNull();
  expect(compilePattern(source)(text)).toEqual(groups);
  const found = new RegExp(source, 'u').exec(text);
  expect(found && { ...found.groups }).toEqual(groups);
});
