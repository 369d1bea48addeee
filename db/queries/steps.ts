import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Instant, IsoDate } from '../../domain/instants.ts';
import type { Move } from '../../domain/plan.ts';
import type { ActionState, StepEvent, StepState } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { steps } from '../schema/index.ts';

export type StepRow = {
  chargeId: string;
  key: string;
  rule: number;
  event: StepEvent;
  ruleSetId: string | null;
  ruleSetVersion: number | null;
  dueDate: IsoDate;
  paymentId: string | null;
  state: StepState;
  reason: string | null;
  plannedFor: Instant;
  sendsAt: Instant;
  sendUntil: Instant;
  moved: Move[];
  revision: number;
  lookAt: Instant | null;
  doneAt?: Instant | null;
  /** The step of another charge whose text serves this one; what is left out stays as it was. */
  leadStepId?: number | null;
  actionState?: ActionState;
  actionRequestedAt?: Instant;
};

/** Records a decision on a step; the key decides that there is one row, whatever ran twice. Gives the step's id. */
export async function saveStep(tx: Executor, step: StepRow, now: Instant): Promise<number> {
  const { chargeId, key, ...changes } = step;
  const [row] = await tx
    .insert(steps)
    .values({ ...step, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({ target: [steps.chargeId, steps.key], set: { ...changes, updatedAt: now } })
    .returning({ id: steps.id });
  if (row === undefined) throw new Error(`Step ${key} of charge ${chargeId} was not written.`);
  return row.id;
}

/** Records steps that are over before they began (late, before our time); those already known keep what they have. */
export async function recordPassedSteps(tx: Executor, rows: StepRow[], now: Instant): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(steps)
    .values(rows.map((row) => ({ ...row, createdAt: now, updatedAt: now })))
    .onConflictDoNothing();
}

/** Writes what became of waiting steps; a step that is no longer waiting is left alone. */
export async function recordOutcomes(
  tx: Executor,
  outcomes: { stepId: number; state: StepState; reason: string | null; doneAt: Instant | null }[],
  now: Instant,
): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.execute(sql`
    update steps s set state = o.state, reason = o.reason, done_at = o."doneAt", look_at = null, updated_at = ${now}
    from json_to_recordset(${JSON.stringify(outcomes)}::text::json) as o ("stepId" bigint, state text, reason text, "doneAt" timestamptz)
    where s.id = o."stepId" and s.state = 'waiting'`);
}

/** Steps that share the text of one of these, and these themselves. */
export async function readSharedSteps(
  tx: Executor,
  rootIds: number[],
): Promise<{ id: number; chargeId: string; key: string; state: StepState }[]> {
  if (rootIds.length === 0) return [];
  const roots = sql`${`{${rootIds.join(',')}}`}::bigint[]`;
  return tx.execute(sql`
    select id::float8 as id, charge_id as "chargeId", key, state from steps where id = any(${roots})
    union all
    select id::float8, charge_id, key, state from steps where lead_step_id = any(${roots})`);
}

/** Takes waiting steps out of a text that they share no more: without one of their own they are decided anew. */
export async function detachSteps(tx: Executor, stepIds: number[], now: Instant): Promise<void> {
  if (stepIds.length === 0) return;
  await tx
    .update(steps)
    .set({ leadStepId: null, lookAt: now, updatedAt: now })
    .where(and(inArray(steps.id, stepIds), eq(steps.state, 'waiting')));
}

/** Ends a step whose charge wants it no more; one that was decided otherwise meanwhile is left alone. */
export async function endStep(
  tx: Executor,
  { stepId, from, state, reason }: { stepId: number; from: StepState; state: StepState; reason: string | null },
  now: Instant,
): Promise<void> {
  await tx
    .update(steps)
    .set({ state, reason, leadStepId: null, lookAt: null, updatedAt: now })
    .where(and(eq(steps.id, stepId), eq(steps.state, from)));
}

/** When to look at waiting steps again. */
export async function postponeLooks(tx: Executor, looks: { stepId: number; lookAt: Instant }[]): Promise<void> {
  if (looks.length === 0) return;
  await tx.execute(sql`
    update steps s set look_at = l."lookAt"
    from json_to_recordset(${JSON.stringify(looks)}::text::json) as l ("stepId" bigint, "lookAt" timestamptz)
    where s.id = l."stepId"`);
}
