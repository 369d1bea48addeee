import { offsetDays } from './anchors.ts';
import { joinDay } from './join-day.ts';
import { stepsMergingLate } from './merge-late.ts';
import type { PlanFacts, PlannedStep } from './plan.ts';
import { type Planning, startPlanning } from './planning.ts';
import { promiseRule, promiseWishes } from './promise-reminder.ts';
import { isPast, recordedStep } from './recorded-step.ts';
import { paidWishes, reminderWishes } from './reminder-wishes.ts';
import type { Rule } from './rules.ts';
import { stepOf } from './step-plan.ts';
import { chainSteps } from './warning-chain.ts';

/**
 * Every step of a charge in time order: what history holds, and what is still to come with its planned time, its real time and why
 * they differ. Forecast, simulation, console and the charge's workflow all ask this function. Throws RangeError for a time zone that
 * is none.
 */
export function planCharge(facts: PlanFacts): PlannedStep[] {
  const planned = plannedSteps(facts);
  const keys = new Set(planned.map(({ key }) => key));
  const past = facts.history.filter((record) => !keys.has(record.key) && isPast(record)).map((record) => recordedStep(record, facts.rules));
  return [...planned, ...past].sort(inTimeOrder);
}

function plannedSteps(facts: PlanFacts): PlannedStep[] {
  const { charge, rules } = facts;
  if (charge.status === 'removed' || charge.replaced) return [];
  const planning = startPlanning(facts);
  const enabled = rules.filter(isInForce);
  const paid = enabled
    .filter(({ event }) => event === 'paid')
    .flatMap((rule) => paidWishes(planning, rule))
    .map((wish) => stepOf(planning, wish));
  return charge.status === 'paid' ? paid : [...ladderSteps(planning, enabled), ...paid];
}

/** Number 3 with no day before the due date is the seed's way to switch it off. */
function isInForce(rule: Rule): boolean {
  return rule.enabled && !(rule.number === 3 && rule.anchor !== 'created' && offsetDays(rule.offset) === 0);
}

/** The ladder of an open charge, as it fits together with the customer's other open charges. */
function ladderSteps(planning: Planning, rules: readonly Rule[]): PlannedStep[] {
  const { facts } = planning;
  const others = facts.others.map((other) => startPlanning({ ...facts, ...other, payments: [], others: [] }));
  const [block = [], ...theirBlocks] = chainSteps([planning, ...others]);
  const reminders = remindersOf(planning, rules, block);
  if (others.length === 0 || !mayShareReminders(planning)) return [...reminders, ...block];
  const theirs = others.map((other, index) => ({ planning: other, steps: remindersOf(other, rules, theirBlocks[index] ?? []) }));
  return [...reminders.map((step) => joined(planning, step, theirs)), ...block];
}

function remindersOf(planning: Planning, rules: readonly Rule[], block: readonly PlannedStep[]): PlannedStep[] {
  const promise = promiseRule(planning.facts.policy);
  const wishes = rules.flatMap((rule) => reminderWishes(planning, rule));
  return stepsMergingLate(planning, promise ? [...wishes, ...promiseWishes(planning, promise)] : wishes, block);
}

/** A customer's promise is about all of their charges: one reminder is enough. */
function mayShareReminders({ facts: { policy, holds } }: Planning): boolean {
  return policy.grouping || (policy.promiseReminder !== null && holds.some(({ kind }) => kind === 'promise'));
}

function joined(planning: Planning, step: PlannedStep, others: readonly { planning: Planning; steps: PlannedStep[] }[]): PlannedStep {
  const { rules, policy } = planning.facts;
  const rule = step.event === 'promise' ? promiseRule(policy) : rules.find(({ number }) => number === step.rule);
  if (!rule) return step;
  const same = others.flatMap((other) =>
    other.steps
      .filter(({ rule: number, key }) => number === step.rule && (step.event !== 'promise' || key === step.key))
      .map((theirs) => ({ planning: other.planning, step: theirs })),
  );
  return joinDay([{ planning, step }, ...same], rule).get(planning) ?? step;
}

function inTimeOrder(a: PlannedStep, b: PlannedStep): number {
  if (a.sendsAt !== b.sendsAt) return a.sendsAt < b.sendsAt ? -1 : 1;
  return a.rule - b.rule || (a.key < b.key ? -1 : 1);
}
