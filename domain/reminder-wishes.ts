import { type Anchor, plannedMoment } from './anchors.ts';
import { epochMs, type IsoDate } from './instants.ts';
import { isBeforeOurTime, type Planning } from './planning.ts';
import type { Rule } from './rules.ts';
import type { StepWish } from './step-plan.ts';

/** What a rule that reminds asks for: once the charge is created, around its due date, or around the end of its discount. */
export function reminderWishes(planning: Planning, rule: Rule): StepWish[] {
  const { charge, carried } = planning.facts;
  switch (rule.event) {
    case 'created':
      return carried === null ? [createdWish(planning, rule)] : []; // a re-issue is no news
    case 'due':
      return [datedWish(planning, rule, charge.dueDate)];
    case 'discount_end':
      return charge.discountUntil ? [datedWish(planning, rule, charge.discountUntil)] : [];
    default:
      return [];
  }
}

function createdWish(planning: Planning, rule: Rule): StepWish {
  const { facts, zone, firstSeenAt, serviceOnSince } = planning;
  const anchor = rule.anchor === 'due' ? { date: facts.charge.dueDate } : { at: firstSeenAt };
  const takenOver = !facts.charge.announceCreated || (serviceOnSince !== null && firstSeenAt < serviceOnSince);
  const plannedFor = plannedMoment(anchor, rule, zone);
  return { key: `${rule.number}`, rule, plannedFor, beforeOurTime: takenOver, proof: 'not-needed', moved: [] };
}

function datedWish(planning: Planning, rule: Rule, date: IsoDate): StepWish {
  const { facts, zone, firstSeenAt } = planning;
  const anchor: Anchor = rule.anchor === 'created' ? { at: firstSeenAt } : { date };
  const plannedFor = plannedMoment(anchor, rule, zone);
  const key = `${rule.number}:${facts.charge.dueDate}`;
  return { key, rule, plannedFor, beforeOurTime: isBeforeOurTime(planning, plannedFor), proof: 'not-needed', moved: [] };
}

/** One confirmation for each payment, a part of the amount included; a reversed payment is confirmed no more. */
export function paidWishes({ facts, zone, serviceOnSince }: Planning, rule: Rule): StepWish[] {
  return facts.payments
    .filter(({ reversed }) => !reversed)
    .map((payment) => {
      const learnedAt = epochMs(payment.learnedAt);
      const beforeOurTime = !payment.announce || (serviceOnSince !== null && learnedAt < serviceOnSince);
      const plannedFor = plannedMoment({ at: learnedAt }, rule, zone);
      return { key: `${rule.number}:${payment.id}`, rule, plannedFor, beforeOurTime, proof: 'not-needed', moved: [] };
    });
}
