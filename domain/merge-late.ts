import { epochMs } from './instants.ts';
import type { PlannedStep } from './plan.ts';
import type { Planning } from './planning.ts';
import { type StepWish, stepOf } from './step-plan.ts';

/**
 * The reminders of a charge. Of several that are late at once only the newest text goes, where their rules merge: an older one that
 * leaves no sooner than a newer is skipped. The steps of the block are never merged away; they count as newer texts.
 */
export function stepsMergingLate(planning: Planning, wishes: readonly StepWish[], block: readonly PlannedStep[]): PlannedStep[] {
  if (!wishes.some(({ rule }) => rule.late === 'merge')) return wishes.map((wish) => stepOf(planning, wish));
  // A text that is merged away takes no day from the others: the newest are placed first.
  const newestFirst = [...wishes].sort((a, b) => b.plannedFor - a.plannedFor || b.rule.number - a.rule.number);
  const steps: PlannedStep[] = [];
  for (const wish of newestFirst) steps.push(merged(planning, wish, stepOf(planning, wish), [...block, ...steps]));
  return steps;
}

function merged(planning: Planning, { rule, key }: StepWish, step: PlannedStep, newer: readonly PlannedStep[]): PlannedStep {
  if (rule.late !== 'merge' || step.state !== 'planned' || !isLate(step)) return step;
  const leavesAt = epochMs(step.sendsAt);
  const byNewer = newer.some(
    (other) =>
      (other.state === 'planned' || other.state === 'waiting' || other.state === 'sent') &&
      other.event !== 'paid' &&
      other.event !== 'promise' &&
      other.plannedFor > step.plannedFor &&
      epochMs(other.sendsAt) <= leavesAt,
  );
  if (!byNewer) return step;
  planning.dayCap.release(key);
  return { ...step, state: 'skipped', reason: 'merged' };
}

/** Something kept it beyond the opening that it was planned for. */
function isLate({ moved }: PlannedStep): boolean {
  return moved.some(({ by }) => by === 'late' || by === 'hold' || by === 'exemption' || by === 'settlement');
}
