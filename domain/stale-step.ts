import { addMs, epochMs, type Instant } from './instants.ts';
import type { PlannedStep } from './plan.ts';
import type { StepFacts } from './plan-facts.ts';
import { isUnsent, stepOutcome } from './step-outcome.ts';

/** A held step whose hour has moved farther away than this is no matter of today. */
const farMs = 3_660_000;

/**
 * Whether a step that was decided has to be decided again at once: its text was written for an older revision or stopped on its way, the
 * network system has answered, or what held it is over.
 */
export function isStale(step: StepFacts, planned: PlannedStep | undefined, { revision, now }: { revision: number; now: Instant }): boolean {
  if (step.state === 'waiting') return isWaitingStale(step, planned, revision);
  if (step.state !== 'held') return false;
  if (planned === undefined) return true;
  if (planned.state === 'held') return planned.reason !== step.reason;
  if (planned.state !== 'planned') return true;
  return step.lookAt === null || epochMs(planned.sendsAt) > epochMs(addMs(now, farMs));
}

function isWaitingStale({ messages, action, revision: seen }: StepFacts, planned: PlannedStep | undefined, revision: number): boolean {
  if (messages.length === 0 && action?.state === 'requested') return planned?.state !== 'waiting';
  return (seen < revision && messages.some(isUnsent)) || stepOutcome(messages).kind === 'undecided';
}
