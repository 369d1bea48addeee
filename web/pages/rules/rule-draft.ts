import { firstOwnRuleNumber, fixedRuleEvents } from '../../../domain/rules.ts';
import type { Rule } from '../../queries/rules.ts';

export const offsetUnits = ['days', 'hours', 'minutes'] as const;
export type OffsetUnit = (typeof offsetUnits)[number];

/** A rule as its form holds it: the distance as an amount, its unit and its side. */
export type RuleDraft = Omit<Rule, 'offset'> & { amount: number; unit: OffsetUnit; side: 'before' | 'after' };

/** Some fields of the form: what is wrong with one stands beside it. */
export type FieldsProps = { rule: RuleDraft; errorAt: (name: string) => string | null; onChange: (changed: Partial<RuleDraft>) => void };

/** Which sides of what it counts from a rule may stand on; none: it goes at the moment itself. */
export function sidesOf({ number, event, anchor }: Pick<Rule, 'number' | 'event' | 'anchor'>): readonly RuleDraft['side'][] {
  if (number === 1 || (number === 4 && anchor !== 'created')) return [];
  if (number === 3 && anchor !== 'created') return ['before'];
  return (event === 'due' || event === 'discount_end') && anchor !== 'created' ? ['before', 'after'] : ['after'];
}

export function draftOf({ offset, ...rule }: Rule): RuleDraft {
  const unit = offsetUnits.find((name) => offset[name] !== undefined) ?? 'days';
  const signed = offset[unit] ?? 0;
  const [side = 'after'] = sidesOf(rule);
  return { ...rule, unit, amount: Math.abs(signed), side: signed < 0 ? 'before' : signed > 0 ? 'after' : side };
}

export function ruleOf({ amount, unit, side, ...rule }: RuleDraft): Rule {
  const sides = sidesOf(rule);
  if (amount === 0 || sides.length === 0) return { ...rule, offset: {} };
  const isBefore = sides.length === 1 ? sides[0] === 'before' : side === 'before';
  return { ...rule, offset: { [unit]: isBefore ? -amount : amount } };
}

/** The numbers of the seed that a ladder lacks. */
export function missingNumbers(rules: readonly Rule[]): number[] {
  return Object.keys(fixedRuleEvents)
    .map(Number)
    .filter((number) => rules.every((rule) => rule.number !== number));
}

const usual = { 3: 3, 10: 5, 11: 15, 12: 15, 13: 60 } as const satisfies Partial<Record<number, number>>;

/** What a new rule starts with: one of the fixed numbers, or an own one. */
export function startOf(what: number | 'own', rules: readonly Rule[]): RuleDraft {
  const number = what === 'own' ? firstFree(rules) : what;
  const event = fixedRuleEvents[number] ?? 'due';
  const isBlock = number >= 10 && number <= 13;
  const amount = what === 'own' ? 5 : (Object.entries(usual).find(([known]) => Number(known) === number)?.[1] ?? 0);
  return {
    number,
    event,
    amount,
    unit: 'days',
    side: number === 3 ? 'before' : 'after',
    anchor: null,
    time: event === 'created' || event === 'paid' ? null : '09:00',
    channels: ['sms'],
    templateId: '',
    templates: {},
    gatewayId: null,
    enabled: true,
    window: isBlock || what === 'own' ? 'collection' : 'informative',
    late: isBlock || event === 'paid' ? 'send' : 'skip',
    trigger: 'clock',
    validityHours: null,
    resendAfterMinutes: null,
    grouping: true,
  };
}

function firstFree(rules: readonly Rule[]): number {
  let number = firstOwnRuleNumber;
  while (rules.some((rule) => rule.number === number)) number += 1;
  return number;
}
