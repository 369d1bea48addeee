import { cancelUnsent } from '../../db/queries/messages.ts';
import { endStep, recordOutcomes, saveStep } from '../../db/queries/steps.ts';
import { isWrittenDown, needsSomebody } from '../../domain/held-reasons.ts';
import type { PlannedStep } from '../../domain/plan.ts';
import type { ChargeFacts, StepFacts } from '../../domain/plan-facts.ts';
import type { StepState } from '../../domain/states.ts';
import { isUnsent, stepOutcome } from '../../domain/step-outcome.ts';
import type { Ground } from './decision.ts';
import { clearHeld, raiseHeld } from './held-alert.ts';
import { leaveOut, type Together } from './shared-text.ts';
import { stepRowOf } from './step-row.ts';

/** A step of a charge that is not to leave now: as planned afresh (undefined: not at all any more), and as it was decided before. */
export type Unwanted = { facts: ChargeFacts; key: string; plan: readonly PlannedStep[]; known: StepFacts | null; together: Together };

/** The step is not wanted any more, or not yet. What has left stays and decides the outcome; the rest is cancelled. */
export async function takeBack(ground: Ground, subject: Unwanted): Promise<void> {
  const { tx, now } = ground;
  const { facts, key, plan, known, together } = subject;
  const planned = plan.find((step) => step.key === key);
  const { state, reason } = verdictOf(facts, planned);
  if (known === null) {
    if (planned !== undefined && isWorthARow(planned, state)) await writeDown(ground, subject, planned, { state, reason });
    return;
  }
  if (known.leadStepId === null) {
    if (!(await cancelOwn(ground, known, reason ?? 'charge-changed'))) return; // on the wire since: its outcome decides
    await leaveOut(ground, together, (chargeId) => chargeId === facts.charge.id);
    const outcome = outcomeOfLeft(known);
    if (outcome.kind === 'open') return;
    if (outcome.kind === 'over') {
      await recordOutcomes(tx, [{ stepId: known.id, state: outcome.state, reason: outcome.reason, doneAt: outcome.doneAt }], now);
      return;
    }
  }
  if (planned !== undefined) await writeDown(ground, subject, planned, { state, reason });
  else await endRow(ground, subject, known, { state, reason });
}

/** What it becomes: held or skipped as the planner says, set aside while its hour is not near, or nothing that the charge wants. */
function verdictOf({ charge }: ChargeFacts, planned: PlannedStep | undefined): { state: StepState; reason: string | null } {
  if (planned?.state === 'planned' || planned?.state === 'waiting') return { state: 'skipped', reason: 'charge-changed' };
  if (planned !== undefined) return { state: planned.state, reason: planned.reason };
  if (charge.replaced) return { state: 'suppressed', reason: 'replaced' };
  if (charge.status === 'open') return { state: 'skipped', reason: 'due-date-moved' };
  return { state: 'suppressed', reason: charge.status };
}

/** A step that is only ahead, or held by what a person set, is shown by the plan alone. */
function isWorthARow({ reason }: PlannedStep, state: StepState): boolean {
  if (state === 'held') return isWrittenDown(reason);
  return reason !== 'line-ahead' && state !== 'planned' && state !== 'sent';
}

async function writeDown(
  ground: Ground,
  { facts, plan, known }: Unwanted,
  planned: PlannedStep,
  { state, reason }: { state: StepState; reason: string | null },
): Promise<void> {
  const doneAt = reason === 'line-already' ? planned.sendsAt : null;
  const action = reason === 'action-expired' ? { actionState: 'expired' as const } : {};
  const row = stepRowOf(planned, facts, ground.catalogue);
  await saveStep(ground.tx, { ...row, state, reason, doneAt, leadStepId: null, ...action }, ground.now);
  if (state === 'held' && needsSomebody(reason)) await raiseHeld(ground, { facts, step: planned }, { reason: reason ?? '', plan });
  else if (known?.state === 'held') await clearHeld(ground, { facts, step: planned });
}

async function endRow(
  ground: Ground,
  { facts, key }: Unwanted,
  { id, rule, state: before }: StepFacts,
  { state, reason }: { state: StepState; reason: string | null },
): Promise<void> {
  await endStep(ground.tx, { stepId: id, from: before, state, reason }, ground.now);
  if (before === 'held') await clearHeld(ground, { facts, step: { key, rule } });
}

/** What has left of a step's messages says what became of it. */
function outcomeOfLeft({ messages }: StepFacts) {
  const left = messages.filter((message) => !isUnsent(message));
  return left.length > 0 ? stepOutcome(left) : ({ kind: 'undecided' } as const);
}

/** Takes back the messages of a step that have not left; false when one of them has gone to the wire meanwhile. */
export async function cancelOwn({ tx, now }: Ground, { messages }: StepFacts, reason: string): Promise<boolean> {
  const ids = messages.filter((message) => isUnsent(message) && message.state !== 'cancelled').map(({ id }) => id);
  return (await cancelUnsent(tx, ids, reason, now)).length === ids.length;
}
