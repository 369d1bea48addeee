import type { Db, Executor } from '../../db/client.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { loadChargeFacts } from '../../db/queries/charge-facts.ts';
import { pushOutbox } from '../../db/queries/outbox.ts';
import { postponeLooks, recordOutcomes, recordPassedSteps } from '../../db/queries/steps.ts';
import { forgetWake, saveWakes } from '../../db/queries/wakes.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import { addMs, epochMs, type Instant, latest } from '../../domain/instants.ts';
import type { PlannedStep } from '../../domain/plan.ts';
import { planCharge } from '../../domain/plan-charge.ts';
import { type Catalogue, type ChargeFacts, type StepFacts, timeZoneOf, toPlanFacts } from '../../domain/plan-facts.ts';
import { isUnsent, stepOutcome } from '../../domain/step-outcome.ts';
import { nextWake, prepareAt } from '../../domain/wake.ts';
import { stepRowOf } from './step-row.ts';
import { stepSummary } from './summary.ts';

/** What a charge's workflow does next. Dates and ids only. */
export type NextStep =
  | { kind: 'finished' }
  | { kind: 'sleep'; at: Instant; summary: string }
  | { kind: 'decide'; at: Instant; key: string; summary: string }
  | EarlierSend;

/** Never given any more: runs begun by an earlier build have it in their history, where the charge had its texts sent itself. */
export type EarlierSend = { kind: 'send'; gatewayId: string; messageIds: number[]; summary: string };

export type NextStepDeps = {
  db: Db;
  clock: Clock;
  catalogue: CatalogueCache;
  /** How many charges act at this instant. */
  sharing(instant: Instant): Promise<number>;
};

/** The sender records what became of a step; these looks are for one that could not. */
const lookAgainMs = 300_000;
/** A gateway that opens again serves its queue by itself; the charge has only the outcome to read. */
const lookWhileQueuedMs = 1_800_000;

/**
 * Reads one charge afresh, records what became of its waiting steps and says what comes next and when. Writes the wake that the sweep
 * watches. Repeating it changes nothing.
 */
export async function nextStep(deps: NextStepDeps, { chargeId }: { chargeId: string }): Promise<NextStep> {
  const now = nowOf(deps.clock);
  const [found] = await loadChargeFacts(deps.db, [chargeId]);
  if (found === undefined) return { kind: 'finished' };
  const catalogue = await deps.catalogue.at(found.catalogueRevision);
  const facts = await withOutcomes(deps.db, found, now);

  const undecided = facts.steps.find((step) => step.state === 'waiting' && isUndecided(step, facts.charge.revision));
  if (undecided)
    return wakeFor(deps.db, facts, { kind: 'decide', at: now, key: undecided.key, summary: summaryOf(undecided, facts, catalogue) });

  await lookAtForgotten(deps.db, facts, now);
  return planNext(deps, deps.db, { facts, catalogue, now });
}

/** What comes next by these facts. Records what has passed, and the wake that the sweep watches. */
export async function planNext(
  { sharing }: Pick<NextStepDeps, 'sharing'>,
  tx: Executor,
  { facts, catalogue, now }: { facts: ChargeFacts; catalogue: Catalogue; now: Instant },
): Promise<NextStep> {
  const plan = planCharge(toPlanFacts(facts, catalogue, now));
  await recordPassed(tx, facts, catalogue, plan, now);
  const step = await stepToCome(sharing, facts, catalogue, plan, now);
  const next = step?.next ?? outcomeToCome(facts, catalogue, now);
  if (next === null) {
    await forgetWake(tx, facts.charge.id);
    return { kind: 'finished' };
  }
  return wakeFor(tx, facts, next, step?.stepAt ?? null);
}

/** Waiting, with nothing on the wire, and either written for an older revision or stopped on its way. */
function isUndecided(step: StepFacts, revision: number): boolean {
  return (step.revision < revision && step.messages.some(isUnsent)) || stepOutcome(step.messages).kind === 'undecided';
}

async function withOutcomes(db: Db, facts: ChargeFacts, now: Instant): Promise<ChargeFacts> {
  const over = facts.steps.flatMap((step) => {
    const outcome = stepOutcome(step.messages);
    return step.state === 'waiting' && outcome.kind === 'over' ? [{ step, outcome }] : [];
  });
  if (over.length === 0) return facts;
  await recordOutcomes(
    db,
    over.map(({ step, outcome: { state, reason, doneAt } }) => ({ stepId: step.id, state, reason, doneAt })),
    now,
  );
  return {
    ...facts,
    steps: facts.steps.map((step) => {
      const outcome = over.find((entry) => entry.step.id === step.id)?.outcome;
      return outcome ? { ...step, state: outcome.state, reason: outcome.reason, doneAt: outcome.doneAt } : step;
    }),
  };
}

/** Steps that were over before they began are written down once, so that the timeline keeps them whatever changes later. */
async function recordPassed(tx: Executor, facts: ChargeFacts, catalogue: Catalogue, plan: PlannedStep[], now: Instant): Promise<void> {
  const known = new Set(facts.steps.map(({ key }) => key));
  const passed = plan.filter(({ key, state }) => (state === 'skipped' || state === 'before-our-time') && !known.has(key));
  await recordPassedSteps(
    tx,
    passed.map((step) => stepRowOf(step, facts, catalogue)),
    now,
  );
}

/** Waiting steps whose outcome is overdue: their gateways are called, and they are looked at again later. */
async function lookAtForgotten(db: Db, facts: ChargeFacts, now: Instant): Promise<void> {
  const forgotten = facts.steps.filter(({ state, lookAt }) => state === 'waiting' && (lookAt === null || epochMs(lookAt) <= epochMs(now)));
  if (forgotten.length === 0) return;
  const queued = forgotten.flatMap(({ messages }) => messages.filter(({ state }) => state === 'queued'));
  await pushOutbox(db, 'gateway', [...new Set(queued.map(({ gatewayId }) => gatewayId))], now);
  await postponeLooks(
    db,
    forgotten.map(({ id, messages }) => ({
      stepId: id,
      lookAt: addMs(now, messages.some(({ state }) => state === 'queued') ? lookWhileQueuedMs : lookAgainMs),
    })),
  );
}

/** With no step to come the workflow stays for the outcome of the last. */
function outcomeToCome(facts: ChargeFacts, catalogue: Catalogue, now: Instant): Extract<NextStep, { kind: 'sleep' }> | null {
  const [first] = facts.steps.filter(({ state }) => state === 'waiting').sort((a, b) => ((a.lookAt ?? now) < (b.lookAt ?? now) ? -1 : 1));
  if (first === undefined) return null;
  const at = latest(first.lookAt ?? now, addMs(now, lookAgainMs));
  return { kind: 'sleep', at, summary: `resultado de ${summaryOf(first, facts, catalogue)}` };
}

async function stepToCome(
  sharing: NextStepDeps['sharing'],
  facts: ChargeFacts,
  catalogue: Catalogue,
  plan: PlannedStep[],
  now: Instant,
): Promise<{ next: Extract<NextStep, { kind: 'decide' }>; stepAt: Instant } | null> {
  const wake = nextWake(plan, now);
  if (wake.kind === 'finished') return null;
  const { step } = wake;
  const prepared = prepareAt(step, {
    chargeId: facts.charge.id,
    sharing: await sharing(step.sendsAt),
    leadMs: catalogue.preparationLeadSeconds * 1000,
  });
  // A step that was held (no gateway, a missing value) is tried again when its look is due, not at once.
  const held = facts.steps.find(({ key, state }) => key === step.key && state === 'held')?.lookAt ?? null;
  const at = latest(now, prepared, held);
  return { next: { kind: 'decide', at, key: step.key, summary: stepSummary(step, timeZoneOf(facts, catalogue)) }, stepAt: step.sendsAt };
}

async function wakeFor<N extends Extract<NextStep, { at: Instant }>>(
  tx: Executor,
  facts: ChargeFacts,
  next: N,
  stepAt: Instant | null = null,
): Promise<N> {
  await saveWakes(tx, [{ chargeId: facts.charge.id, wakeAt: next.at, stepAt }]);
  return next;
}

function summaryOf(step: StepFacts, facts: ChargeFacts, catalogue: Catalogue): string {
  return stepSummary(step, timeZoneOf(facts, catalogue));
}
