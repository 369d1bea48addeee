import type { Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { readMilestones, readProofs } from '../db/queries/ladder-reports.ts';
import { readActorNames, withRecorderNames } from '../db/queries/names.ts';
import { readStepDetails } from '../db/queries/read-charges.ts';
import { readMessageTexts } from '../db/queries/read-messages.ts';
import { readRestorations } from '../db/queries/restorations.ts';
import { readStepChoices } from '../db/queries/step-choices.ts';
import { epochMs, type Instant, instantOf, latest } from '../domain/instants.ts';
import { noticeText, ruleOf } from '../domain/notice-text.ts';
import type { PlannedStep, StepAction } from '../domain/plan.ts';
import { toPlanFacts } from '../domain/plan-facts.ts';
import { stepBasis } from '../domain/step-basis.ts';
import { undoneChoice } from '../domain/step-choice.ts';
import { restorationStepId, stepIdOf } from '../domain/step-id.ts';
import { dueDateOf, paymentIdOf } from '../domain/step-key.ts';
import { type ChargePlan, planCharges } from './charge-plans.ts';

const isAhead: ReadonlySet<string> = new Set(['planned', 'waiting', 'held']);

type Preview = { text: string; segments: number; cost: string; subject: string | null };

/** Every step of a charge, past and to come, with its text: as it was sent, or as it would read; and what others were asked and told. Null for an unknown charge. */
export async function readTimeline(
  db: Executor,
  { catalogue, chargeId, now }: { catalogue: CatalogueCache; chargeId: string; now: Instant },
) {
  const plan = (await planCharges(db, { catalogue, chargeIds: [chargeId], now, others: 'all' })).get(chargeId);
  if (plan === undefined) return null;
  const steps = await shownSteps(db, { plan, steps: plan.steps, now });
  const asked = await readRestorations(db, chargeId);
  return {
    generatedAt: now,
    steps,
    proofs: await withRecorderNames(db, await readProofs(db, chargeId)),
    milestones: await withRecorderNames(db, await readMilestones(db, chargeId)),
    restorations: asked.map(({ id, ...restoration }) => ({ ...restoration, stepId: restorationStepId({ chargeId, id }) })),
  };
}

/** Steps as the API answers them, with the name that each answers to. */
export async function shownSteps(db: Executor, { plan, steps, now }: { plan: ChargePlan; steps: readonly PlannedStep[]; now: Instant }) {
  const chargeId = plan.facts.charge.id;
  const details = await readStepDetails(db, chargeId);
  const messageIds = new Map(plan.facts.steps.map(({ key, messages }) => [key, messages.map(({ id }) => id)]));
  const choices = await readChoices(db, plan, now);
  const actions = new Map(plan.facts.steps.map(({ key, action }) => [key, action]));
  const texts = await readMessageTexts(db, [...messageIds.values()].flat());
  return steps.map((step) => {
    const ids = messageIds.get(step.key) ?? [];
    const known = details.get(step.key);
    const sent = texts.get(ids.at(-1) ?? 0);
    const { rule, event, plannedFor, sendsAt, state, reason } = step;
    return {
      stepId: stepIdOf({ chargeId, key: step.key, id: known?.id ?? null }),
      rule,
      event,
      dueDate: dueDateOf(step),
      paymentId: paymentIdOf(step),
      plannedFor,
      sendsAt,
      basis: basisOf(step, plan),
      moved: step.moved.length > 0 ? step.moved : (known?.moved ?? []),
      state,
      reason,
      action: actionOf(actions.get(step.key)),
      choice: choices.get(step.key) ?? null,
      messageIds: ids.map(String),
      preview: sent ?? (isAhead.has(state) ? previewOf(step, plan, now) : null),
    };
  });
}

/** What people decided, by step: who, and the step as it would be again if that were taken back now. */
async function readChoices(db: Executor, { facts, catalogue }: ChargePlan, now: Instant) {
  const chosen = await readStepChoices(db, facts.charge.id);
  const names = await readActorNames(
    db,
    [...chosen.values()].map(({ decidedBy }) => decidedBy),
  );
  const undoneOf = (key: string) => {
    const undone = undoneChoice(toPlanFacts(facts, catalogue, now), key);
    return undone && { state: undone.state, reason: undone.reason, sendsAt: undone.sendsAt };
  };
  return new Map(
    [...chosen].map(([key, choice]) => [key, { ...choice, decidedByName: names[choice.decidedBy] ?? null, undone: undoneOf(key) }]),
  );
}

/** What the hour of a step counts from; null where its ladder has no such rule any more. */
function basisOf(step: PlannedStep, { facts, catalogue, steps }: ChargePlan) {
  const rule = ruleOf(step.rule, facts, catalogue);
  return rule && stepBasis(step, { rule, facts, steps });
}

function actionOf(action: StepAction | null | undefined) {
  if (!action) return null;
  const { state, reason = null, requestedAt, answeredAt } = action;
  return {
    state,
    reason,
    requestedAt: instantOf(epochMs(requestedAt)),
    answeredAt: answeredAt === null ? null : instantOf(epochMs(answeredAt)),
  };
}

/** The text of a step to come from present facts; null where there is no template or a value is missing. */
function previewOf(step: PlannedStep, { facts, catalogue }: ChargePlan, now: Instant): Preview | null {
  const written = noticeText(step, facts, catalogue, { at: latest(step.sendsAt, now) });
  if (written.kind !== 'text') return null;
  const { text, segments, cost, subject } = written;
  return { text, segments, cost, subject };
}
