import { expect, test } from 'vitest';
import { ownRule, seedRules, withRule } from './fixtures/ladder.ts';
import { ruleSetProblems } from './rule-problems.ts';
import type { Rule } from './rules.ts';

const minutes = (number: number): Partial<Rule> => ({ anchor: 'created', offset: { minutes: number }, time: null, window: 'always' });
const units = (offset: string): Partial<Rule> => ({ offset: JSON.parse(offset) });
const fromDue = (days: number): Partial<Rule> => ({ anchor: 'due', offset: { days } });
const anyNumber = '1 to 5, 10 to 13, or an own rule from 20';
const inOrder = 'warning, reduction, block, cancellation in this order';

test.each<[string, Rule[]]>([
  ["the seed's ladder", seedRules],
  ['an empty ladder', []],
  ['a demonstration in minutes', withRule(10, minutes(2), withRule(11, minutes(3)))],
  ['number 3 off by no days', withRule(3, { offset: { days: 0 } })],
  ['own rules around the due date', [...seedRules, ownRule(20, { offset: { days: 2 } }), ownRule(21, { offset: { days: -10 } })]],
  ['a ladder from the due date, in order', withRule(11, fromDue(20), withRule(12, fromDue(50)))],
  ['a warning of an own number', [ownRule(20, { event: 'block_warning', offset: { days: 8 } })]],
  ['a warning repeated after the reduction', [...seedRules, ownRule(20, { event: 'block_warning', offset: { days: 25 } })]],
  ['a birthday at an hour', [ownRule(1, { event: 'birthday', time: '10:00' })]],
  ['a block that the network system carries out', withRule(12, { trigger: 'action' })],
  ['a reduction that it reports by itself', withRule(11, { trigger: 'reported' })],
  ['a reminder that merges into a newer one', withRule(3, { late: 'merge' })],
  ['a text that is useful for two days', withRule(10, { validityHours: 48, grouping: false })],
  ['a block from first sight, which no due date can be compared with', withRule(12, { anchor: 'created', offset: { days: 1 } })],
  ['a second channel with a text of its own', withRule(10, { channels: ['sms', 'email'], templates: { email: 'mail' } })],
])('%s is sound', (_, rules) => {
  expect(ruleSetProblems(rules)).toEqual([]);
});

test.each<[string, Rule[], { path: string; given: string; expected: string }]>([
  ["the seed's numbers keep their event", withRule(4, { event: 'paid' }), { path: 'rules.2.event', given: 'paid', expected: 'due' }],
  ["numbers between are nobody's", [ownRule(6, {})], { path: 'rules.0.number', given: '6', expected: anyNumber }],
  ['own rules start at 20', [ownRule(19, {})], { path: 'rules.0.number', given: '19', expected: anyNumber }],
  ['a number is whole', [ownRule(20.5, {})], { path: 'rules.0.number', given: '20.5', expected: anyNumber }],
  [
    'a number is there once',
    [...seedRules, ...withRule(4, {}).slice(2, 3)],
    { path: 'rules.8.number', given: '4', expected: 'each number once' },
  ],
  [
    'a birthday is rule 1',
    [ownRule(20, { event: 'birthday' })],
    { path: 'rules.0.event', given: 'birthday', expected: 'an event of a charge' },
  ],
  [
    'a birthday counts from the birth date',
    [ownRule(1, { event: 'birthday', anchor: 'due' })],
    { path: 'rules.0.anchor', given: 'due', expected: 'null' },
  ],
  [
    'a birthday is congratulated on the day',
    [ownRule(1, { event: 'birthday', offset: { days: -1 } })],
    { path: 'rules.0.offset', given: '{"days":-1}', expected: 'the day itself: {}' },
  ],
  ['a confirmation counts from the payment', withRule(5, { anchor: 'due' }), { path: 'rules.3.anchor', given: 'due', expected: 'null' }],
  [
    'the end of a discount counts from its last day',
    [ownRule(20, { event: 'discount_end', anchor: 'due' })],
    { path: 'rules.0.anchor', given: 'due', expected: 'null or created' },
  ],
  [
    'one unit only',
    withRule(3, units('{"days":-1,"hours":2}')),
    { path: 'rules.1.offset', given: '{"days":-1,"hours":2}', expected: 'one of days, hours, minutes, or {}' },
  ],
  ['a known unit', withRule(3, units('{"weeks":-1}')), { path: 'rules.1.offset', given: 'weeks', expected: 'days, hours or minutes' }],
  [
    'a whole number',
    withRule(3, { offset: { days: -1.5 } }),
    { path: 'rules.1.offset', given: '{"days":-1.5}', expected: 'a whole number' },
  ],
  [
    'a reminder before the due date is before it',
    withRule(3, { offset: { days: 3 } }),
    { path: 'rules.1.offset', given: '{"days":3}', expected: 'before the due date: negative, or 0 for off' },
  ],
  [
    '"vence hoje" is on the due date',
    withRule(4, { offset: { days: 1 } }),
    { path: 'rules.2.offset', given: '{"days":1}', expected: '0 days: it goes on the due date; other days are own rules' },
  ],
  ...(
    [
      ['nothing is confirmed before it was paid', withRule(5, { offset: { hours: -1 } }), 3],
      ['nothing is announced before it was seen', withRule(2, { offset: { days: -1 } }), 0],
      ['no warning before the due date', withRule(10, { offset: { days: -1 } }), 4],
      ['no reduction before the warning', withRule(11, { offset: { days: -1 } }), 5],
      ['no reduction before the due date', withRule(11, fromDue(-1)), 5],
    ] as const
  ).map(([name, rules, index]): [string, Rule[], { path: string; given: string; expected: string }] => [
    name,
    [...rules],
    { path: `rules.${index}.offset`, given: expect.stringContaining('-1'), expected: '0 or more' },
  ]),
  [
    'the block before the reduction',
    withRule(11, fromDue(50), withRule(12, fromDue(20))),
    { path: 'rules.6.offset', given: '{"days":20}', expected: inOrder },
  ],
  ['the block before the warning', withRule(12, fromDue(4)), { path: 'rules.6.offset', given: '{"days":4}', expected: inOrder }],
  [
    'a cancellation from the due date that crosses a block from its notice',
    withRule(13, fromDue(49)),
    { path: 'rules.7.offset', given: '{"days":49}', expected: inOrder },
  ],
  [
    'a repeated block before the warning',
    [...seedRules, ownRule(20, { event: 'total_block', ...fromDue(3) })],
    { path: 'rules.8.offset', given: '{"days":3}', expected: inOrder },
  ],
  [
    'minutes out of order',
    withRule(10, minutes(5), withRule(11, minutes(3))),
    { path: 'rules.5.offset', given: '{"minutes":3}', expected: inOrder },
  ],
  [
    'an hour without its zero',
    withRule(4, { time: '9:00' }),
    { path: 'rules.2.time', given: '9:00', expected: 'HH:MM from 00:00 to 23:59, or null' },
  ],
  [
    'an hour that is none',
    withRule(4, { time: '24:00' }),
    { path: 'rules.2.time', given: '24:00', expected: 'HH:MM from 00:00 to 23:59, or null' },
  ],
  ['no channel', withRule(4, { channels: [] }), { path: 'rules.2.channels', given: '[]', expected: 'at least one of sms, email' }],
  [
    'a channel twice',
    withRule(4, { channels: ['sms', 'sms'] }),
    { path: 'rules.2.channels', given: 'sms, sms', expected: 'each channel once' },
  ],
  [
    'a text of a channel that is not tried',
    withRule(4, { templates: { email: 'mail' } }),
    { path: 'rules.2.templates.email', given: 'mail', expected: 'sms' },
  ],
  ...(
    [
      ['a reminder does not wait for the network system', 3, 1],
      ['nor does a warning', 10, 4],
    ] as const
  ).map(([name, number, index]): [string, Rule[], { path: string; given: string; expected: string }] => [
    name,
    withRule(number, { trigger: 'action' }),
    { path: `rules.${index}.trigger`, given: 'action', expected: 'clock' },
  ]),
  ['the block is never merged away', withRule(12, { late: 'merge' }), { path: 'rules.6.late', given: 'merge', expected: 'send or skip' }],
  ['nor is a payment', withRule(5, { late: 'merge' }), { path: 'rules.3.late', given: 'merge', expected: 'send or skip' }],
  [
    'a text of no use at all',
    withRule(4, { validityHours: 0 }),
    { path: 'rules.2.validityHours', given: '0', expected: '1 to 8760 hours, or null' },
  ],
  [
    'a text of use for years',
    withRule(4, { validityHours: 9_000 }),
    { path: 'rules.2.validityHours', given: '9000', expected: '1 to 8760 hours, or null' },
  ],
])('%s: refused otherwise', (_, rules, { path, given, expected }) => {
  const word = expect.stringMatching(/\S/);
  expect(ruleSetProblems(rules)).toEqual([{ path, given, message: { pt: word, en: word }, expected: { pt: word, en: expected } }]);
});
