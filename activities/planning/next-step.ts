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
import { isStale } from '../../domain/stale-step.ts';
import { stepOutcome } from '../../domain/step-outcome.ts';
import { nextDecision, prepareAt } from '../../domain/wake.ts';
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
  sharing: SharingCount;
};

/** How many charges act at this instant. Asked where the decision runs: a second connection inside a transaction starves the pool. */
export type SharingCount = (executor: Executor, instant: Instant) => Promise<number>;

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
  const [found] = await loadChargeFacts(deps.db, [chargeId], { now });
  if (found === undefined) return { kind: 'finished' };
  const catalogue = await deps.catalogue.at(found.catalogueRevision);
  const facts = await withOutcomes(deps.db, found, now);

  const plan = planCharge(toPlanFacts(facts, catalogue, now));
  const { revision } = facts.charge;
  const stale = facts.steps.find((step) =>
    isStale(
      step,
      plan.find(({ key }) => key === step.key),
      { revision, now },
    ),
  );
  if (stale) return wakeFor(deps.db, facts, { kind: 'decide', at: now, key: stale.key, summary: summaryOf(stale, facts, catalogue) });

  await lookAtForgotten(deps.db, facts, now);
  return nextOf(deps, deps.db, { facts, catalogue, now }, plan);
}

type Seen = { facts: ChargeFacts; catalogue: Catalogue; now: Instant };

/** What comes next by these facts. Records what has passed, and the wake that the sweep watches. */
export async function planNext(deps: Pick<NextStepDeps, 'sharing'>, tx: Executor, seen: Seen): Promise<NextStep> {
  return nextOf(deps, tx, seen, planCharge(toPlanFacts(seen.facts, seen.catalogue, seen.now)));
}

async function nextOf(
  { sharing }: Pick<NextStepDeps, 'sharing'>,
  tx: Executor,
  { facts, catalogue, now }: Seen,
  plan: PlannedStep[],
): Promise<NextStep> {
  await recordPassed(tx, { facts, catalogue, now }, plan);
  const step = await stepToCome({ sharing, tx }, facts, catalogue, plan, now);
  const next = step?.next ?? outcomeToCome(facts, catalogue, now);
  if (next === null) {
    await forgetWake(tx, facts.charge.id);
    return { kind: 'finished' };
  }
  return wakeFor(tx, facts, next, step?.stepAt ?? null);
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

/**
 * Steps that were over before they began are written down once their moment has passed, so that the timeline keeps them whatever changes
 * later. What the service only watched occupies no step.
 */
async function recordPassed(tx: Executor, { facts, catalogue, now }: Seen, plan: PlannedStep[]): Promise<void> {
  if (catalogue.service === 'shadow') return;
  const known = new Set(facts.steps.map(({ key }) => key));
  const passed = plan.filter((step) => isPassed(step, now) && !known.has(step.key));
  await recordPassedSteps(
    tx,
    passed.map((step) => ({ ...stepRowOf(step, facts, catalogue), doneAt: step.reason === 'line-already' ? step.sendsAt : null })),
    now,
  );
}

function isPassed({ state, reason, plannedFor, sendsAt }: PlannedStep, now: Instant): boolean {
  if (state === 'before-our-time') return epochMs(plannedFor) <= epochMs(now);
  return state === 'skipped' && reason !== 'line-ahead' && epochMs(sendsAt) <= epochMs(now);
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
  { sharing, tx }: { sharing: SharingCount; tx: Executor },
  facts: ChargeFacts,
  catalogue: Catalogue,
  plan: PlannedStep[],
  now: Instant,
): Promise<{ next: Extract<NextStep, { kind: 'decide' }>; stepAt: Instant } | null> {
  const decision = nextDecision(plan, facts.steps, now);
  if (decision === null) return null;
  const { step } = decision;
  const isText = step.state === 'planned';
  const next = { kind: 'decide' as const, key: step.key, summary: stepSummary(step, timeZoneOf(facts, catalogue)) };
  if (!isText || step.atItsHour || decision.at !== step.sendsAt) return { next: { ...next, at: decision.at }, stepAt: step.sendsAt };
  const spread = { chargeId: facts.charge.id, sharing: await sharing(tx, step.sendsAt), leadMs: catalogue.preparationLeadSeconds * 1000 };
  return { next: { ...next, at: latest(now, prepareAt(step, spread)) }, stepAt: step.sendsAt };
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
