import { expect, test } from 'vitest';
import { type Compared, compareTexts, type SentElsewhere, type WatchedText } from './shadow-comparison.ts';

const there = (given: Partial<SentElsewhere> = {}): SentElsewhere => ({
  line: 2,
  phone: '+5567999991234',
  date: '2026-12-07',
  text: 'Sua fatura vence',
  chargeId: null,
  ...given,
});
const here = (given: Partial<WatchedText> = {}): WatchedText => ({
  phone: '+5567999991234',
  date: '2026-12-07',
  text: 'Sua fatura vence',
  chargeId: 'B-1',
  rule: 3,
  ...given,
});
const shown = (compared: Compared[]) =>
  compared.map((each) => [each.kind, 'there' in each ? each.there.line : '-', 'here' in each ? each.here.rule : '-'].join(' ')).toSorted();

test.each<[string, SentElsewhere[], WatchedText[], string[]]>([
  ['the same text on the same day', [there()], [here()], ['same 2 3']],
  ['accents, capitals and spaces apart', [there({ text: 'SUA FATURA  VENCÉ' })], [here()], ['same 2 3']],
  ['a list without texts', [there({ text: null })], [here()], ['same 2 3']],
  ['other words on the same day', [there({ text: 'Pague já' })], [here()], ['other-words 2 3']],
  ['the same words a day later', [there({ date: '2026-12-08' })], [here()], ['other-day 2 3']],
  ['the same charge a day later, with its words', [there({ date: '2026-12-08', chargeId: 'B-1' })], [here()], ['other-day 2 3']],
  [
    'other words on another day have nothing in common',
    [there({ date: '2026-12-08', text: 'Pague já' })],
    [here()],
    ['only-here - 3', 'only-there 2 -'],
  ],
  ['another charge on the same day', [there({ chargeId: 'B-2' })], [here()], ['only-here - 3', 'only-there 2 -']],
  ['another phone', [there({ phone: '+5567999995678' })], [here()], ['only-here - 3', 'only-there 2 -']],
  ['a text sent twice there', [there(), there({ line: 3 })], [here()], ['only-there 3 -', 'same 2 3']],
  [
    'several of one day find the one of their charge first',
    [there({ chargeId: 'B-2', text: 'Pague já' }), there({ line: 3, chargeId: 'B-1' })],
    [here(), here({ chargeId: 'B-2', rule: 10 })],
    ['other-words 2 10', 'same 3 3'],
  ],
  [
    'a text of the day is not given away to another day',
    [there({ date: '2026-12-08' }), there({ line: 3 })],
    [here()],
    ['only-there 2 -', 'same 3 3'],
  ],
  ['nothing at all', [], [], []],
])('%s', (_, theirs, ours, expected) => {
  expect(shown(compareTexts(theirs, ours))).toEqual(expected);
});
