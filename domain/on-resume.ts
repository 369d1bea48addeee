import type { PlanFacts } from './plan.ts';
import { planCharge } from './plan-charge.ts';

/** What becomes of texts whose hour came while everything was paused; `waiting`: something else keeps them. */
export type OnResume = { leave: number; skipped: number; merged: number; waiting: number };

export const nothingOnResume: OnResume = { leave: 0, skipped: 0, merged: 0, waiting: 0 };

/** What the late policies would make of one charge's paused texts if everything went on now. A text that others lead is theirs. */
export function onResume(facts: PlanFacts): OnResume {
  const paused = planCharge(facts).filter(({ state, reason }) => state === 'held' && reason === 'paused');
  if (paused.length === 0) return nothingOnResume;
  const resumed = planCharge({ ...facts, policy: { ...facts.policy, pausedAt: null } });
  const becomes = paused.flatMap(({ key }) => resumed.find((step) => step.key === key) ?? []);
  const leaving = becomes.filter(({ state }) => state === 'planned' || state === 'waiting');
  const merged = becomes.filter(({ reason }) => reason === 'merged').length;
  const skipped = becomes.filter(({ state }) => state === 'skipped').length - merged;
  return {
    leave: leaving.filter(({ together }) => together.length === 0 || together[0] === facts.charge.id).length,
    skipped,
    merged,
    waiting: becomes.length - leaving.length - skipped - merged,
  };
}

export function sumOnResume(a: OnResume, b: OnResume): OnResume {
  return { leave: a.leave + b.leave, skipped: a.skipped + b.skipped, merged: a.merged + b.merged, waiting: a.waiting + b.waiting };
}
