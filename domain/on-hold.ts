import { isConsequence } from './chasing.ts';
import type { Instant } from './instants.ts';
import type { PlanFacts, PlanHold, PlannedStep } from './plan.ts';
import { planCharge } from './plan-charge.ts';

/** What does not happen in its time: notices, and among them those of a reduction, a block or a cancellation. */
export type OnHold = { notices: number; blocks: number };

export const nothingOnHold: OnHold = { notices: 0, blocks: 0 };

/** What one more hold on a charge keeps from happening until `until`. A text that another charge leads is counted there. */
export function onHold(facts: PlanFacts, hold: PlanHold, until: Instant): OnHold {
  const happens = (step: PlannedStep) => (step.state === 'planned' || step.state === 'waiting') && step.sendsAt < until;
  const stays = new Set(
    planCharge({ ...facts, holds: [...facts.holds, hold] })
      .filter(happens)
      .map(({ key }) => key),
  );
  const stopped = planCharge(facts).filter(
    (step) => happens(step) && !stays.has(step.key) && (step.together[0] ?? facts.charge.id) === facts.charge.id,
  );
  return { notices: stopped.length, blocks: stopped.filter(isConsequence).length };
}
