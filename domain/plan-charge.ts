import { type Anchor, offsetDays, plannedMoment } from './anchors.ts';
import { epochMs } from './instants.ts';
import type { PlanFacts, PlannedStep } from './plan.ts';
import type { Rule } from './rules.ts';
import { isBeforeOurTime, isFinal, type Planning, recordedStep, startPlanning, stepOf } from './step-plan.ts';
import { chainSteps } from './warning-chain.ts';

/**
 * Every step of a charge in time order: what history holds, and what is still to come with its planned time, its real time and why
 * they differ. Forecast, simulation, console and the charge's workflow all ask this function. Throws RangeError for a time zone that
 * is none.
 */
export function planCharge(facts: PlanFacts): PlannedStep[] {
  const planning = startPlanning(facts);
  const planned = plannedSteps(planning);
  const keys = new Set(planned.map(({ key }) => key));
  const past = facts.history
    .filter((record) => !keys.has(record.key) && (record.state === 'waiting' || isFinal(record)))
    .map((record) => recordedStep(planning, record));
  return [...planned, ...past].sort(inTimeOrder);
}

function plannedSteps(planning: Planning): PlannedStep[] {
  const { charge, rules } = planning.facts;
  if (charge.status === 'removed') return [];
  const enabled = rules.filter(isInForce);
  const paid = enabled.filter(({ event }) => event === 'paid').flatMap((rule) => paidSteps(planning, rule));
  if (charge.status === 'paid') return paid;
  return [...enabled.flatMap((rule) => reminderSteps(planning, rule)), ...chainSteps(planning), ...paid];
}

/** Number 3 with no day before the due date is the seed's way to switch it off. */
function isInForce(rule: Rule): boolean {
  return rule.enabled && !(rule.number === 3 && rule.anchor !== 'created' && offsetDays(rule.offset) === 0);
}

function reminderSteps(planning: Planning, rule: Rule): PlannedStep[] {
  const { charge } = planning.facts;
  switch (rule.event) {
    case 'created':
      return [createdStep(planning, rule)];
    case 'due':
      return [datedStep(planning, rule, charge.dueDate)];
    case 'discount_end':
      return charge.discountUntil ? [datedStep(planning, rule, charge.discountUntil)] : [];
    default:
      return [];
  }
}

function createdStep(planning: Planning, rule: Rule): PlannedStep {
  const { facts, zone, firstSeenAt, serviceOnSince } = planning;
  const anchor = rule.anchor === 'due' ? { date: facts.charge.dueDate } : { at: firstSeenAt };
  const takenOver = !facts.charge.announceCreated || (serviceOnSince !== null && firstSeenAt < serviceOnSince);
  const plannedFor = plannedMoment(anchor, rule, zone);
  return stepOf(planning, { key: `${rule.number}`, rule, plannedFor, beforeOurTime: takenOver, proof: 'not-needed', moved: [] });
}

function datedStep(planning: Planning, rule: Rule, date: string): PlannedStep {
  const { facts, zone, firstSeenAt } = planning;
  const anchor: Anchor = rule.anchor === 'created' ? { at: firstSeenAt } : { date };
  const plannedFor = plannedMoment(anchor, rule, zone);
  const key = `${rule.number}:${facts.charge.dueDate}`;
  return stepOf(planning, { key, rule, plannedFor, beforeOurTime: isBeforeOurTime(planning, plannedFor), proof: 'not-needed', moved: [] });
}

/** One confirmation for each payment, a part of the amount included; a reversed payment is confirmed no more. */
function paidSteps(planning: Planning, rule: Rule): PlannedStep[] {
  const { facts, zone, serviceOnSince } = planning;
  return facts.payments
    .filter(({ reversed }) => !reversed)
    .map((payment) => {
      const learnedAt = epochMs(payment.learnedAt);
      const beforeOurTime = !payment.announce || (serviceOnSince !== null && learnedAt < serviceOnSince);
      const plannedFor = plannedMoment({ at: learnedAt }, rule, zone);
      return stepOf(planning, { key: `${rule.number}:${payment.id}`, rule, plannedFor, beforeOurTime, proof: 'not-needed', moved: [] });
    });
}

function inTimeOrder(a: PlannedStep, b: PlannedStep): number {
  if (a.sendsAt !== b.sendsAt) return a.sendsAt < b.sendsAt ? -1 : 1;
  return a.rule - b.rule || (a.key < b.key ? -1 : 1);
}
