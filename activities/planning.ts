import { countSharing } from '../db/queries/wakes.ts';
import type { Instant } from '../domain/instants.ts';
import { type DecideStepDeps, decideStep } from './planning/decide-step.ts';
import type { Decision } from './planning/decision.ts';
import { type NextStep, nextStep, type SharingCount } from './planning/next-step.ts';

export type PlanningDeps = Omit<DecideStepDeps, 'sharing'>;

/** The local activities of a charge's workflow: what comes next, and the decision of a step. */
export function createPlanningActivities(deps: PlanningDeps) {
  const sharing = createSharingCount(deps);
  return {
    nextStep: (input: { chargeId: string }): Promise<NextStep> => nextStep({ ...deps, sharing }, input),
    decideStep: (input: { chargeId: string; key: string }): Promise<Decision> => decideStep({ ...deps, sharing }, input),
  };
}

export type PlanningActivities = ReturnType<typeof createPlanningActivities>;

/** More than this changes no spread. */
const countedMost = 90_000;
const keptMs = 15_000;

/** Counts the charges of an instant, and keeps each count for a moment: ten thousand charges ask within minutes. */
function createSharingCount({ clock }: Pick<PlanningDeps, 'clock'>): SharingCount {
  const kept = new Map<Instant, { count: number; until: number }>();
  return async (executor, instant) => {
    const now = clock.nowMs();
    const known = kept.get(instant);
    if (known !== undefined && known.until > now) return known.count;
    const count = await countSharing(executor, instant, countedMost);
    if (kept.size > 1000) kept.clear();
    // Small counts grow fast while an import runs: they are not kept.
    if (count > 100) kept.set(instant, { count, until: now + keptMs });
    return count;
  };
}
