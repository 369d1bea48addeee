import { expect, test } from 'vitest';
import { ownRule, seedRules, withRule } from './fixtures/ladder.ts';
import { ruleSetProblems } from './rule-problems.ts';
import type { Rule } from './rules.ts';

const minutes = (number: number): Partial<Rule> => ({ anchor: 'created', offset: { minutes: number }, time: null, window: 'always' });
const units = (offset: string): Partial<Rule> => ({ offset: JSON.parse(offset) });
const fromDue = (days: number): Partial<Rule> => ({ anchor: 'due', offset: { days } });

test.each<[string, Rule[]]>([
  ["the seed's ladder", seedRules],
  ['an empty ladder', []],
  ['a demonstration in minutes', withRule(10, minutes(2), withRule(11, minutes(3)))],
  ['number 3 off by no days', withRule(3, { offset: { days: 0 } })],
  ['own rules around the due date', [...seedRules, ownRule(20, { offset: { days: 2 } }), ownRule(21, { offset: { days: -10 } })]],
  ['a ladder from the due date, in order', withRule(11, fromDue(20), withRule(12, fromDue(50)))],
  ['a warning of an own number', [ownRule(20, { event: 'block_warning', offset: { days: 8 } })]],
])('%s is sound', (_, rules) => {
  expect(ruleSetProblems(rules)).toEqual([]);
});

test.each<[string, Rule[], string, string]>([
  ["the seed's numbers keep their event", withRule(4, { event: 'paid' }), 'rules.2.event', 'due'],
  ["numbers between are nobody's", [ownRule(6, {})], 'rules.0.number', '1 to 5, 10 to 13, or an own rule from 20'],
  ['own rules start at 20', [ownRule(19, {})], 'rules.0.number', '1 to 5, 10 to 13, or an own rule from 20'],
  ['a number is whole', [ownRule(20.5, {})], 'rules.0.number', '1 to 5, 10 to 13, or an own rule from 20'],
  ['a number is there once', [...seedRules, ...withRule(4, {}).slice(2, 3)], 'rules.8.number', 'each number once'],
  ['a birthday is rule 1', [ownRule(20, { event: 'birthday' })], 'rules.0.event', 'an event of a charge'],
  ['one unit only', withRule(3, units('{"days":-1,"hours":2}')), 'rules.1.offset', 'one of days, hours, minutes, or {}'],
  ['a known unit', withRule(3, units('{"weeks":-1}')), 'rules.1.offset', 'days, hours or minutes'],
  ['a whole number', withRule(3, { offset: { days: -1.5 } }), 'rules.1.offset', 'a whole number'],
  [
    'a reminder before the due date is before it',
    withRule(3, { offset: { days: 3 } }),
    'rules.1.offset',
    'before the due date: negative, or 0 for off',
  ],
  [
    '"vence hoje" is on the due date',
    withRule(4, { offset: { days: 1 } }),
    'rules.2.offset',
    '0 days: it goes on the due date; other days are own rules',
  ],
  ['nothing is confirmed before it was paid', withRule(5, { offset: { hours: -1 } }), 'rules.3.offset', '0 or more'],
  ['nothing is announced before it was seen', withRule(2, { offset: { days: -1 } }), 'rules.0.offset', '0 or more'],
  ['no warning before the due date', withRule(10, { offset: { days: -1 } }), 'rules.4.offset', '0 or more'],
  ['no reduction before the warning', withRule(11, { offset: { days: -1 } }), 'rules.5.offset', '0 or more'],
  ['no reduction before the due date', withRule(11, fromDue(-1)), 'rules.5.offset', '0 or more'],
  [
    'the block before the reduction',
    withRule(11, fromDue(50), withRule(12, fromDue(20))),
    'rules.6.offset',
    'warning, reduction, block, cancellation in this order',
  ],
  ['the block before the warning', withRule(12, fromDue(4)), 'rules.6.offset', 'warning, reduction, block, cancellation in this order'],
  [
    'minutes out of order',
    withRule(10, minutes(5), withRule(11, minutes(3))),
    'rules.5.offset',
    'warning, reduction, block, cancellation in this order',
  ],
  ['an hour without its zero', withRule(4, { time: '9:00' }), 'rules.2.time', 'HH:MM from 00:00 to 23:59, or null'],
  ['an hour that is none', withRule(4, { time: '24:00' }), 'rules.2.time', 'HH:MM from 00:00 to 23:59, or null'],
  ['no channel', withRule(4, { channels: [] }), 'rules.2.channels', 'at least one of sms, email'],
  ['a channel twice', withRule(4, { channels: ['sms', 'sms'] }), 'rules.2.channels', 'each channel once'],
])('%s: refused otherwise', (_, rules, path, expected) => {
  expect(ruleSetProblems(rules)).toEqual([{ path, expected, message: expect.stringMatching(/\S/) }]);
});
