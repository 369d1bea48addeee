import { isConsequence } from './chasing.ts';
import { hasAddress, ruleOf } from './notice-text.ts';
import type { PlannedStep } from './plan.ts';
import type { Catalogue, ChargeFacts } from './plan-facts.ts';

const warningNumber = 10;

/**
 * A plan as it turns out while no phone or e-mail of the customer can carry it: texts without an address are held, and what counts from a
 * warning that cannot go waits for its proof. What the network system is asked to do needs no address.
 */
export function withoutContact(steps: readonly PlannedStep[], facts: ChargeFacts, catalogue: Catalogue): PlannedStep[] {
  const isSilent = (step: PlannedStep) => step.state === 'planned' && !hasAddress(step, facts, catalogue);
  const silent = new Set(steps.filter((step) => isSilent(step) && !step.asks));
  if (silent.size === 0) return [...steps];
  const isUnwarned = !isWarnedOtherwise(facts) && [...silent].some(({ event }) => event === 'block_warning');
  return steps.map((step) => {
    if (isUnwarned && step.state === 'planned' && countsFromWarning(step, facts, catalogue)) return held(step, 'warning-not-proven');
    return silent.has(step) ? held(step, lackOf(step, facts, catalogue)) : step;
  });
}

function held(step: PlannedStep, reason: string): PlannedStep {
  return { ...step, state: 'held', reason, asks: false, atItsHour: false };
}

function lackOf({ rule }: PlannedStep, facts: ChargeFacts, catalogue: Catalogue): 'no-address' | 'no-email' {
  return ruleOf(rule, facts, catalogue)?.channels.includes('sms') ? 'no-address' : 'no-email';
}

/** A consequence that has not happened yet: what the network system did already is told all the same. */
function countsFromWarning({ rule: number, unwarned, moved }: PlannedStep, facts: ChargeFacts, catalogue: Catalogue): boolean {
  const rule = ruleOf(number, facts, catalogue);
  return rule !== null && isConsequence(rule) && !unwarned && !moved.some(({ by }) => by === 'action');
}

function isWarnedOtherwise({ charge, proofs, carried, steps }: ChargeFacts): boolean {
  const proven = [...proofs, ...(carried?.proofs ?? [])].some(({ number }) => number === warningNumber);
  const sent = [...steps, ...(carried?.steps ?? [])].some(({ rule, doneAt }) => rule === warningNumber && doneAt !== null);
  return charge.noticeProvenAt !== null || proven || sent;
}
