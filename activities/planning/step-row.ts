import type { StepRow } from '../../db/queries/steps.ts';
import type { PlannedStep } from '../../domain/plan.ts';
import { type Catalogue, type ChargeFacts, ladderOf } from '../../domain/plan-facts.ts';
import { paymentIdOf } from '../../domain/step-key.ts';

/** The row of a planned step, as decided under the charge's present revision. */
export function stepRowOf(step: PlannedStep, facts: ChargeFacts, catalogue: Catalogue): StepRow {
  const ladder = ladderOf(facts, catalogue);
  return {
    chargeId: facts.charge.id,
    key: step.key,
    rule: step.rule,
    event: step.event,
    ruleSetId: ladder?.id ?? null,
    ruleSetVersion: ladder?.version ?? null,
    dueDate: facts.charge.dueDate,
    paymentId: paymentIdOf(step),
    state: step.state,
    reason: step.reason,
    plannedFor: step.plannedFor,
    sendsAt: step.sendsAt,
    sendUntil: step.sendUntil,
    moved: step.moved,
    revision: facts.charge.revision,
    lookAt: null,
  };
}
