import { and, eq } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { ActionState } from '../../domain/states.ts';
import type { StepAnswer } from '../../domain/step-answer.ts';
import { restorationOf } from '../../domain/step-id.ts';
import type { Executor } from '../client.ts';
import { charges, restorations, steps } from '../schema/index.ts';
import { clearAlert, raiseAlert } from './alerts.ts';
import { writeAudit } from './audit.ts';
import { raiseRevisions } from './revisions.ts';
import type { StepKey } from './step-choices.ts';

export type ResultRecorded =
  | { kind: 'recorded' | 'unchanged'; answer: StepAnswer; answeredAt: Instant }
  /** Nobody asked for this step, or there is none. */
  | { kind: 'not-waiting' }
  /** It was answered otherwise before. */
  | { kind: 'mismatch'; answer: StepAnswer };

type Asked = { state: ActionState | null; reason: string | null; answeredAt: Instant | null };
type Context = { now: Instant; actor: string };

/**
 * Records the network system's answer for a step that asked it, or for lines to be given back; the text of a step follows from it. An
 * answer that comes after the time allowed still counts: it says what is true.
 */
export async function recordResult(tx: Executor, step: StepKey, answer: StepAnswer, context: Context): Promise<ResultRecorded> {
  const restoration = restorationOf(step.key);
  return restoration === null
    ? answerStep(tx, step, answer, context)
    : answerRestoration(tx, { ...step, id: restoration }, answer, context);
}

async function answerStep(tx: Executor, { chargeId, key }: StepKey, answer: StepAnswer, { now, actor }: Context): Promise<ResultRecorded> {
  // The charge before the step, as decisions lock them.
  await tx.select({ id: charges.id }).from(charges).where(eq(charges.id, chargeId)).for('no key update');
  const ofStep = and(eq(steps.chargeId, chargeId), eq(steps.key, key));
  const [asked] = await tx
    .select({ state: steps.actionState, reason: steps.actionReason, answeredAt: steps.actionAnsweredAt })
    .from(steps)
    .where(ofStep)
    .for('update');
  const known = judged(asked, answer);
  if (known !== null) return known;
  const { outcome, reason } = answer;
  await tx.update(steps).set({ actionState: outcome, actionReason: reason, actionAnsweredAt: now, updatedAt: now }).where(ofStep);
  await raiseRevisions(tx, { chargeIds: [chargeId], start: true, now });
  const after = { step: key, outcome, reason };
  await writeAudit(tx, [{ at: now, actor, action: 'step.answered', entity: 'charge', entityId: chargeId, after }]);
  return { kind: 'recorded', answer, answeredAt: now };
}

async function answerRestoration(
  tx: Executor,
  { chargeId, id }: StepKey & { id: number },
  answer: StepAnswer,
  { now, actor }: Context,
): Promise<ResultRecorded> {
  const ofRestoration = and(eq(restorations.id, id), eq(restorations.chargeId, chargeId));
  const [asked] = await tx
    .select({ state: restorations.state, reason: restorations.reason, answeredAt: restorations.answeredAt })
    .from(restorations)
    .where(ofRestoration)
    .for('update');
  const known = judged(asked, answer);
  if (known !== null) return known;
  const { outcome, reason } = answer;
  await tx.update(restorations).set({ state: outcome, reason, answeredAt: now }).where(ofRestoration);
  const key = `restoration:${id}`;
  if (outcome === 'done') await clearAlert(tx, key, now);
  else await raiseAlert(tx, { key, kind: `restoration-${outcome}`, subject: chargeId, detail: { restoration: id } }, now);
  const after = { restoration: id, outcome, reason };
  await writeAudit(tx, [{ at: now, actor, action: 'restoration.answered', entity: 'charge', entityId: chargeId, after }]);
  return { kind: 'recorded', answer, answeredAt: now };
}

/** What is known already: null when the answer is news. */
function judged(asked: Asked | undefined, answer: StepAnswer): ResultRecorded | null {
  if (asked === undefined || asked.state === null) return { kind: 'not-waiting' };
  const { state, reason, answeredAt } = asked;
  if (state === 'requested' || state === 'expired' || answeredAt === null) return null;
  const before = { outcome: state, reason };
  return state === answer.outcome ? { kind: 'unchanged', answer: before, answeredAt } : { kind: 'mismatch', answer: before };
}
