import { clearAlert, raiseAlert } from '../../db/queries/alerts.ts';
import { isConsequence } from '../../domain/chasing.ts';
import { needsSomebody } from '../../domain/held-reasons.ts';
import type { PlannedStep } from '../../domain/plan.ts';
import { type Catalogue, type ChargeFacts, effectiveDueDateOf } from '../../domain/plan-facts.ts';
import type { Ground } from './decision.ts';

type Subject = { facts: ChargeFacts; step: Pick<PlannedStep, 'key' | 'rule'> };

function alertKey({ facts, step }: Subject): string {
  return `step:${facts.charge.id}:${step.key}`;
}

/**
 * Says that a step is held and what it lacks; of a block that stands still its first step alone. A base taken over has many without a
 * warning of ours: one alert says so for all.
 */
export async function raiseHeld(
  { tx, catalogue, now }: Ground,
  subject: Subject,
  { reason, plan, detail = {} }: { reason: string; plan: readonly PlannedStep[]; detail?: Record<string, unknown> },
): Promise<void> {
  if (plan.some((other) => other.rule < subject.step.rule && isConsequence(other) && other.state === 'held' && needsSomebody(other.reason)))
    return;
  const lacking = lackOf(subject, { reason, plan, catalogue });
  if (lacking.state === 'before-our-time') {
    const key = 'ladder:before-our-time';
    await raiseAlert(tx, { key, kind: 'warnings-before-our-time', subject: 'ladder', detail: { reason } }, now);
    return;
  }
  const { charge } = subject.facts;
  const said = { step: subject.step.key, reason, ...lacking, ...detail };
  await raiseAlert(tx, { key: alertKey(subject), kind: 'step-held', subject: charge.id, detail: said }, now);
}

export async function clearHeld({ tx, now }: Ground, subject: Subject): Promise<void> {
  await clearAlert(tx, alertKey(subject), now);
}

/** A block that happened without a proven notice: the customer reads the truth, and somebody has to know. */
export async function raiseUnwarned({ tx, now }: Ground, { facts, step }: Subject): Promise<void> {
  const detail = { step: step.key, rule: step.rule };
  await raiseAlert(
    tx,
    { key: `unwarned:${facts.charge.id}:${step.key}`, kind: 'block-without-notice', subject: facts.charge.id, detail },
    now,
  );
}

/** What is missing, in ids, numbers and dates. */
function lackOf(
  { facts, step }: Subject,
  { reason, plan, catalogue }: { reason: string; plan: readonly PlannedStep[]; catalogue: Catalogue },
): Record<string, unknown> {
  if (!needsSomebody(reason)) return {};
  if (reason === 'settlement-missing') {
    const unit = facts.customer.unitId;
    return { unit, processedThrough: catalogue.settlements[unit] ?? null, needed: effectiveDueDateOf(facts, catalogue) };
  }
  if (reason.startsWith('action-')) {
    const action = facts.steps.find(({ key }) => key === step.key)?.action ?? null;
    return { requestedAt: action?.requestedAt ?? null, answer: action?.reason ?? null };
  }
  const missing = lackingStep(step, reason, plan);
  return missing ? { missing: missing.rule, state: missing.state, because: missing.reason } : { missing: 10, state: 'off' };
}

/** The step that a held one waits for: the warning, or the one before it in the block. */
function lackingStep({ rule }: Pick<PlannedStep, 'rule'>, reason: string, plan: readonly PlannedStep[]): PlannedStep | undefined {
  if (reason === 'warning-not-proven') return plan.find(({ event }) => event === 'block_warning');
  const before = plan.filter((other) => (other.event === 'speed_reduction' || other.event === 'total_block') && other.rule < rule);
  return before.at(-1);
}
