import { expect, test } from 'vitest';
import { ruleSetPresets } from '../../../domain/rule-set-presets.ts';
import type { Rule } from '../../queries/rules.ts';
import { changesOf } from './changes.ts';
import { ladderOf } from './place.ts';
import { withRegulation } from './regulation.ts';
import { draftOf, ruleOf, startOf } from './rule-draft.ts';

const plain = {
  anchor: null,
  time: '09:00',
  channels: ['sms' as const],
  templateId: 't',
  templates: {},
  gatewayId: null,
  enabled: true,
  window: 'collection' as const,
  late: 'skip' as const,
  trigger: 'clock' as const,
  validityHours: null,
  resendAfterMinutes: null,
  grouping: true,
};
const rule = (number: number, event: Rule['event'], offset: Rule['offset'], more: Partial<Rule> = {}): Rule => ({
  ...plain,
  number,
  event,
  offset,
  ...more,
});
const block = [
  rule(10, 'block_warning', { days: 2 }),
  rule(11, 'speed_reduction', { days: 15 }),
  rule(12, 'total_block', { days: 15 }),
  rule(13, 'cancellation', { days: 60 }),
];
const placesOf = (rules: Rule[]) => ladderOf(rules).line.map(({ rule: { number }, origin, fromDue }) => [number, origin, fromDue]);

test('rules stand at their distance from the due date, each step of the block after the one before', () => {
  expect(placesOf([...block, rule(4, 'due', {}), rule(3, 'due', { days: -3 }), rule(20, 'due', { hours: 36 })])).toEqual([
    [3, 'due', -3],
    [4, 'due', 0],
    [20, 'due', 1.5],
    [10, 'due', 2],
    [11, 'notice', 17],
    [12, 'reduction', 32],
    [13, 'block', 92],
  ]);
});

test('the block counts from the notice where the reduction is switched off', () => {
  const rules = block.map((step) => (step.number === 11 ? { ...step, enabled: false } : step));
  expect(placesOf(rules)).toEqual([
    [10, 'due', 2],
    [11, 'notice', 17],
    [12, 'notice', 17],
    [13, 'block', 77],
  ]);
});

test('what happens when it happens stands apart from the line', () => {
  const { line, apart } = ladderOf([
    rule(1, 'birthday', {}),
    rule(2, 'created', {}),
    rule(5, 'paid', {}),
    rule(21, 'due', { days: 2 }, { anchor: 'created' }),
  ]);
  expect(line).toEqual([]);
  expect(apart.map(({ rule: { number }, origin }) => [number, origin])).toEqual([
    [1, 'birth'],
    [2, 'created'],
    [5, 'paid'],
    [21, 'created'],
  ]);
});

test('a draft is told from what is in force rule by rule, whatever the order of the keys', () => {
  const [warning, ...others] = block as [Rule, ...Rule[]];
  const inForce = { name: 'Padrão', appliesTo: {}, rules: block };
  const { offset, ...rest } = warning;
  expect(changesOf({ ...inForce, rules: [{ offset, ...rest }, ...others] }, inForce).count).toBe(0);
  const draft = { ...inForce, name: 'Nova', rules: [{ ...warning, time: '10:00' }, ...others.slice(1), rule(20, 'due', { days: 5 })] };
  const { rules, removed, head, count } = changesOf(draft, inForce);
  expect([...rules]).toEqual([
    [10, 'changed'],
    [20, 'new'],
    [11, 'removed'],
  ]);
  expect([removed.map(({ number }) => number), head, count]).toEqual([[11], true, 4]);
});

test('a rule that is opened and saved untouched is the same rule', () => {
  for (const one of [...block, rule(3, 'due', { days: -3 }), rule(4, 'due', {}), rule(22, 'due', { minutes: -90 }, { time: null })]) {
    expect(ruleOf(draftOf(one))).toEqual(one);
  }
});

test('an own rule starts with the first free number from 20', () => {
  expect(startOf('own', [rule(20, 'due', { days: 1 }), rule(22, 'due', { days: 2 })]).number).toBe(21);
  expect(startOf(10, []).event).toBe('block_warning');
});

test('a regulation changes the days of the block and nothing else of it', () => {
  const [inForce] = ruleSetPresets;
  const own = [
    rule(3, 'due', { days: -3 }),
    rule(12, 'total_block', { days: 40 }, { trigger: 'action', templateId: 'own', anchor: 'due' }),
  ];
  const taken = withRegulation(own, inForce ?? { rules: [] }, { 10: 'warning', 11: null });
  expect(
    taken.map(({ number, offset, anchor, enabled, trigger, templateId }) => [number, offset, anchor, enabled, trigger, templateId]),
  ).toEqual([
    [3, { days: -3 }, null, true, 'clock', 't'],
    [10, { days: 2 }, null, true, 'clock', 'warning'],
    [12, { days: 15 }, null, true, 'action', 'own'],
  ]);
});
