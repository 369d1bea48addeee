import { and, eq, inArray } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { StepName } from '../../domain/step-id.ts';
import type { Executor } from '../client.ts';
import { stepOverrides, steps } from '../schema/index.ts';

export type StepKey = { chargeId: string; key: string };

/** The charge and key of a step; null for a number that no step has. Whether a planned one exists is for the planner to say. */
export async function findStepKey(db: Executor, name: StepName): Promise<StepKey | null> {
  if (name.kind === 'planned') return { chargeId: name.chargeId, key: name.key };
  const [row] = await db.select({ chargeId: steps.chargeId, key: steps.key }).from(steps).where(eq(steps.id, name.id));
  return row ?? null;
}

export type StepChoiceRow = { at: Instant | null; reason: string | null; decidedBy: string; decidedAt: Instant };

/** What a person decided about a step; null when nobody did. */
export async function readStepChoice(db: Executor, { chargeId, key }: StepKey): Promise<StepChoiceRow | null> {
  const [row] = await db
    .select()
    .from(stepOverrides)
    .where(and(eq(stepOverrides.chargeId, chargeId), eq(stepOverrides.key, key)));
  return row ?? null;
}

/** What people decided about the steps of a charge, by key. */
export async function readStepChoices(db: Executor, chargeId: string): Promise<Map<string, StepChoiceRow>> {
  const rows = await db.select().from(stepOverrides).where(eq(stepOverrides.chargeId, chargeId));
  return new Map(rows.map(({ key, chargeId: _charge, ...choice }) => [key, choice]));
}

/** Records what a person decided about a step, in place of what was decided before. */
export async function saveStepChoice(tx: Executor, choice: StepKey & StepChoiceRow): Promise<void> {
  const { chargeId: _charge, key: _key, ...changes } = choice;
  await tx
    .insert(stepOverrides)
    .values(choice)
    .onConflictDoUpdate({ target: [stepOverrides.chargeId, stepOverrides.key], set: changes });
}

export async function dropStepChoice(tx: Executor, { chargeId, key }: StepKey): Promise<void> {
  await tx.delete(stepOverrides).where(and(eq(stepOverrides.chargeId, chargeId), eq(stepOverrides.key, key)));
}

/** A step that was passed over is to be decided again. */
export async function reopenStep(tx: Executor, { chargeId, key }: StepKey, now: Instant): Promise<void> {
  await tx
    .update(steps)
    .set({ state: 'skipped', reason: 'charge-changed', lookAt: null, updatedAt: now })
    .where(
      and(eq(steps.chargeId, chargeId), eq(steps.key, key), inArray(steps.state, ['skipped', 'before-our-time', 'unreachable', 'held'])),
    );
}
