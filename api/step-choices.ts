import type { Executor } from '../db/client.ts';
import { writeAudit } from '../db/queries/audit.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { loadChargeFacts, lockChargeForDecision } from '../db/queries/charge-facts.ts';
import { raiseRevisions } from '../db/queries/revisions.ts';
import { dropStepChoice, findStepKey, readStepChoice, reopenStep, type StepKey, saveStepChoice } from '../db/queries/step-choices.ts';
import type { Instant } from '../domain/instants.ts';
import { type Catalogue, type ChargeFacts, toPlanFacts } from '../domain/plan-facts.ts';
import { type ChoiceDecision, decideChoice, type StepChoice, undoneChoice } from '../domain/step-choice.ts';
import { readStepId } from '../domain/step-id.ts';
import { isUnsent } from '../domain/step-outcome.ts';
import { planOf } from './charge-plans.ts';
import { conflict, invalidField, notFound, type Problem } from './problem.ts';
import { shownSteps } from './timeline.ts';
import type { WriteContext } from './writing.ts';

type Asked = { catalogue: CatalogueCache; stepId: string; reason: string | null };

const aStep = { pt: 'etapa', en: 'step' };
const actions = { skip: 'step.skipped', 'send-now': 'step.sent-now', 'bring-forward': 'step.brought-forward' } as const;

/** Does what a person decided about a step, or says why not; the step as it stands afterwards, and whether anything changed. */
export async function chooseStep(
  tx: Executor,
  { catalogue: cache, stepId, reason, choice }: Asked & { choice: StepChoice },
  { now, actor }: WriteContext,
) {
  const step = await stepKeyOf(tx, stepId);
  const before = await lockStep(tx, step, stepId);
  const wanted = choice.kind === 'skip' ? null : choice.kind === 'send-now' ? now : choice.at;
  const unchanged = before !== null && before.at === wanted;
  if (!unchanged) await raiseRevisions(tx, { chargeIds: [step.chargeId], start: true, now });

  const { facts, catalogue } = await factsOf(tx, cache, { ...step, now }, stepId);
  if (unchanged) return { changed: false, step: await shown(tx, { facts, catalogue, step, stepId, now }) };
  if (choice.kind === 'send-now' && catalogue.service !== 'on') throw serviceOff();
  const left = facts.steps.some(({ key, messages }) => key === step.key && messages.some((message) => !isUnsent(message)));
  const decision = decideChoice(toPlanFacts(facts, catalogue, now), { key: step.key, left }, choice);
  if (decision.kind !== 'chosen') throw refusalOf(decision, stepId, choice);

  await saveStepChoice(tx, { ...step, at: decision.at, reason, decidedBy: actor, decidedAt: now });
  if (decision.reopens) await reopenStep(tx, step, now);
  const after = { step: step.key, at: decision.at, reason };
  await writeAudit(tx, [{ at: now, actor, action: actions[choice.kind], entity: 'charge', entityId: step.chargeId, after }]);
  const [answered] = await shownSteps(tx, { plan: planOf(facts, catalogue, now), steps: [decision.step], now });
  return { changed: true, step: answered };
}

/** Takes back what was decided about a step, while its own moment is still to come. */
export async function undoChoice(
  tx: Executor,
  { catalogue: cache, stepId, of }: Pick<Asked, 'catalogue' | 'stepId'> & { of: 'skip' | 'bring-forward' },
  { now, actor }: WriteContext,
) {
  const step = await stepKeyOf(tx, stepId);
  const before = await lockStep(tx, step, stepId);
  if (before === null || (before.at === null) !== (of === 'skip')) {
    const { facts, catalogue } = await factsOf(tx, cache, { ...step, now }, stepId);
    return { changed: false, step: await shown(tx, { facts, catalogue, step, stepId, now }) };
  }
  await raiseRevisions(tx, { chargeIds: [step.chargeId], start: true, now });
  const { facts, catalogue } = await factsOf(tx, cache, { ...step, now }, stepId);
  const again = undoneChoice(toPlanFacts(facts, catalogue, now), step.key);
  if (again === null) {
    throw conflict('step-over', { pt: 'Tarde demais: a hora da etapa já passou.', en: 'Too late: the hour of the step is past.' });
  }
  await dropStepChoice(tx, step);
  await reopenStep(tx, step, now);
  const taken = { at: before.at, reason: before.reason, decidedBy: before.decidedBy };
  await writeAudit(tx, [
    { at: now, actor, action: 'step.choice-undone', entity: 'charge', entityId: step.chargeId, before: taken, after: { step: step.key } },
  ]);
  const [answered] = await shownSteps(tx, { plan: planOf(facts, catalogue, now), steps: [again], now });
  return { changed: true, step: answered };
}

/** The charge and key that a step's name stands for; 404 for a name that stands for none. */
export async function stepKeyOf(tx: Executor, stepId: string): Promise<StepKey> {
  const name = readStepId(stepId);
  const step = name && (await findStepKey(tx, name));
  if (step === null) throw notFound(aStep, stepId);
  return step;
}

/** Locks customer and charge as decisions do, and gives what was decided before. */
async function lockStep(tx: Executor, step: StepKey, stepId: string) {
  if (!(await lockChargeForDecision(tx, step.chargeId))) throw notFound(aStep, stepId);
  return readStepChoice(tx, step);
}

/** Read after the revision was raised: from then on no claim takes a text of this charge, so what has left is known. */
async function factsOf(tx: Executor, cache: CatalogueCache, { chargeId, now }: StepKey & { now: Instant }, stepId: string) {
  const [facts] = await loadChargeFacts(tx, [chargeId], { now, others: 'all' });
  if (facts === undefined) throw notFound(aStep, stepId);
  return { facts, catalogue: await cache.at(facts.catalogueRevision, tx) };
}

type Known = { facts: ChargeFacts; catalogue: Catalogue; step: StepKey; stepId: string; now: Instant };

async function shown(tx: Executor, { facts, catalogue, step, stepId, now }: Known) {
  const plan = planOf(facts, catalogue, now);
  const [answered] = await shownSteps(tx, { plan, steps: plan.steps.filter(({ key }) => key === step.key), now });
  if (answered === undefined) throw notFound(aStep, stepId);
  return answered;
}

function refusalOf(decision: Exclude<ChoiceDecision, { kind: 'chosen' }>, stepId: string, choice: StepChoice): Problem {
  switch (decision.kind) {
    case 'unknown-step':
      return notFound(aStep, stepId);
    case 'invalid-hour':
      return invalidField('at', choice.kind === 'bring-forward' ? choice.at : '', decision.message, decision.expected);
    case 'refused':
      return conflict(decision.code, decision.detail);
  }
}

function serviceOff(): Problem {
  return conflict('service-off', {
    pt: 'O serviço está desabilitado: nenhum texto sai.',
    en: 'The service is switched off: no text leaves.',
  });
}
