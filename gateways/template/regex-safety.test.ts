import { expect, test } from 'vitest';
import { regexProblem } from './regex-safety.ts';

test.each([
  '(a+)+$',
  '(a*)*',
  '(\\w+\\s?)*x',
  '([a-z]+){2,}',
  '(a|aa)+',
  '(a|b)*c',
  '((ab)+c)*',
  '\\d+\\d+x',
  '.*.*.*x',
  '.*a.*b.*c',
  '(a)\\1',
  '(',
  'a**',
])('%s is not run on what providers answer', (source) => expect(regexProblem(source)).not.toBeNull());

test.each([
  '^OK (?<id>\\w+)',
  '^[56];(?:.*;)?(?<id>\\d+)\\s*$',
  '"status"\\s*:\\s*"ok"',
  '(OK|SENT)',
  '(?:abc){2}',
  '<id>(?<id>\\d+)</id>',
  '[+*(]+',
  '\\(a+\\)+',
  '(ab)+',
  '^\\d+;(?<amount>\\d+)',
  '\\d+(;)\\d+',
])('%s is fine', (source) => expect(regexProblem(source)).toBeNull());
