import { blockEvents } from '../../../domain/chasing.ts';
import type { Rule } from '../../queries/rules.ts';

/** What a rule counts its distance from. */
export type Origin = 'due' | 'notice' | 'reduction' | 'block' | 'created' | 'paid' | 'discount' | 'birth';

/** A rule with its distance: in days from what it counts from, and from the due date as if every step before it went at its moment. */
export type Placed = { rule: Rule; origin: Origin; distance: number; fromDue: number | null };

export type Ladder = {
  /** On the line of days, in order. */
  line: (Placed & { fromDue: number })[];
  /** What comes when something happens, whatever the due date. */
  apart: Placed[];
};

/** Where each rule stands. The block's steps count from the step before that is switched on, as the planner does. */
export function ladderOf(rules: readonly Rule[]): Ladder {
  const placed = [...rules].sort((a, b) => a.number - b.number).map((rule) => placeOf(rule, rules));
  const onLine = (place: Placed): place is Placed & { fromDue: number } => place.fromDue !== null;
  return {
    line: placed.filter(onLine).sort((a, b) => a.fromDue - b.fromDue || a.rule.number - b.rule.number),
    apart: placed.filter((place) => !onLine(place)),
  };
}

function placeOf(rule: Rule, all: readonly Rule[]): Placed {
  const distance = daysOf(rule.offset);
  const origin = originOf(rule, all);
  if (origin === 'due') return { rule, origin, distance, fromDue: distance };
  const before = stepBefore(rule, all);
  const start = before === null || origin === 'created' ? null : placeOf(before, all).fromDue;
  return { rule, origin, distance, fromDue: start === null ? null : start + distance };
}

const originOfStep: Partial<Record<Rule['event'], Origin>> = {
  block_warning: 'notice',
  speed_reduction: 'reduction',
  total_block: 'block',
};

function originOf(rule: Rule, all: readonly Rule[]): Origin {
  if (rule.anchor === 'created' || rule.event === 'created') return rule.anchor === 'due' ? 'due' : 'created';
  if (rule.event === 'paid') return 'paid';
  if (rule.event === 'birthday') return 'birth';
  if (rule.event === 'discount_end') return 'discount';
  const before = rule.anchor === 'due' ? null : stepBefore(rule, all);
  return before === null ? 'due' : (originOfStep[before.event] ?? 'due');
}

/** The step of the block that this one counts from; null for what counts from the due date. */
function stepBefore(rule: Rule, all: readonly Rule[]): Rule | null {
  const order: readonly Rule['event'][] = blockEvents;
  const earlier = order.slice(0, Math.max(0, order.indexOf(rule.event))).toReversed();
  for (const event of earlier) {
    const [first] = all.filter((other) => other.enabled && other.event === event).sort((a, b) => a.number - b.number);
    if (first !== undefined) return first;
  }
  return null;
}

/** An offset in days; hours and minutes are parts of one. */
export function daysOf({ days = 0, hours = 0, minutes = 0 }: Rule['offset']): number {
  return days + hours / 24 + minutes / 1_440;
}
