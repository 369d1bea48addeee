import type { Db } from '../../db/client.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { loadChargeFacts } from '../../db/queries/charge-facts.ts';
import { postponeLook, recordOutcomes, recordPassedSteps } from '../../db/queries/steps.ts';
import { forgetWake, saveWakes } from '../../db/queries/wakes.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import { addMs, earliest, epochMs, type Instant, latest } from '../../domain/instants.ts';
import type { PlannedStep } from '../../domain/plan.ts';
import { planCharge } from '../../domain/plan-charge.ts';
import { type Catalogue, type ChargeFacts, isOpenGateway, type StepFacts, timeZoneOf, toPlanFacts } from '../../domain/plan-facts.ts';
import { isUnsent, stepOutcome } from '../../domain/step-outcome.ts';
import { nextWake, prepareAt } from '../../domain/wake.ts';
import { stepRowOf } from './step-row.ts';
import { stepSummary } from './summary.ts';

/** What a charge's workflow does next. Dates and ids only. */
export type NextStep =
  | { kind: 'finished' }
  | { kind: 'sleep'; at: Instant; summary: string }
  | { kind: 'decide'; at: Instant; key: string; summary: string }
  | { kind: 'send'; gatewayId: string; messageIds: number[]; summary: string };

export type NextStepDeps = {
  db: Db;
  clock: Clock;
  catalogue: CatalogueCache;
  /** How many charges act at this instant. */
  sharing(instant: Instant): Promise<number>;
};

/** A send activity tells the charge itself when it is over; the look is for one that cannot. */
const lookAfterSendMs = 300_000;
const lookAfterCallMs = 15_000;
/** A gateway that opens again serves its queue by itself; the charge has only the outcome to read. */
const lookWhileClosedMs = 1_800_000;

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
    return wakeFor(deps, facts, { kind: 'decide', at: now, key: undecided.key, summary: summaryOf(undecided, facts, catalogue) });

  const plan = planCharge(toPlanFacts(facts, catalogue, now));
  await recordPassed(deps.db, facts, catalogue, plan, now);

  const look = await lookAtWaiting(deps, facts, catalogue, now);
  if (look?.kind === 'send') return wakeFor(deps, facts, look);
  const step = await stepToCome(deps, facts, catalogue, plan, now);
  const next = soonerOf(look, step?.next ?? null);
  if (next === null) {
    await forgetWake(deps.db, chargeId);
    return { kind: 'finished' };
  }
  return wakeFor(deps, facts, next, step?.stepAt ?? null);
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
async function recordPassed(db: Db, facts: ChargeFacts, catalogue: Catalogue, plan: PlannedStep[], now: Instant): Promise<void> {
  const known = new Set(facts.steps.map(({ key }) => key));
  const passed = plan.filter(({ key, state }) => (state === 'skipped' || state === 'before-our-time') && !known.has(key));
  await recordPassedSteps(
    db,
    passed.map((step) => stepRowOf(step, facts, catalogue)),
    now,
  );
}

async function lookAtWaiting(deps: NextStepDeps, facts: ChargeFacts, catalogue: Catalogue, now: Instant): Promise<NextStep | null> {
  let soonest: NextStep | null = null;
  for (const step of facts.steps.filter(({ state }) => state === 'waiting')) {
    const due = step.lookAt === null || epochMs(step.lookAt) <= epochMs(now);
    const ready = step.messages.filter((message) => message.state === 'queued' && epochMs(message.notBefore) <= epochMs(now));
    const [first] = ready;
    const summary = summaryOf(step, facts, catalogue);
    if (due && first !== undefined && isOpenGateway(catalogue, first.gatewayId)) {
      await postponeLook(deps.db, [step.id], addMs(now, lookAfterSendMs));
      const messageIds = ready.filter(({ gatewayId }) => gatewayId === first.gatewayId).map(({ id }) => id);
      return { kind: 'send', gatewayId: first.gatewayId, messageIds, summary };
    }
    const at = due ? nextLook(step, first === undefined, now) : (step.lookAt ?? now);
    if (due) await postponeLook(deps.db, [step.id], at);
    soonest = soonerOf(soonest, { kind: 'sleep', at, summary: `resultado de ${summary}` });
  }
  return soonest;
}

/** Soon when something is under way, seldom while the gateway is closed; never after the window, when the step is decided again. */
function nextLook(step: StepFacts, underWay: boolean, now: Instant): Instant {
  if (underWay) return addMs(latest(now, ...step.messages.map(({ notBefore }) => notBefore)), lookAfterCallMs);
  return addMs(now, lookWhileClosedMs);
}

async function stepToCome(
  deps: NextStepDeps,
  facts: ChargeFacts,
  catalogue: Catalogue,
  plan: PlannedStep[],
  now: Instant,
): Promise<{ next: NextStep; stepAt: Instant } | null> {
  const wake = nextWake(plan, now);
  if (wake.kind === 'finished') return null;
  const { step } = wake;
  const sharing = await deps.sharing(step.sendsAt);
  const prepared = prepareAt(step, { chargeId: facts.charge.id, sharing, leadMs: catalogue.preparationLeadSeconds * 1000 });
  // A step that was held (no gateway, a missing value) is tried again when its look is due, not at once.
  const held = facts.steps.find(({ key, state }) => key === step.key && state === 'held')?.lookAt ?? null;
  const at = latest(now, prepared, held);
  return { next: { kind: 'decide', at, key: step.key, summary: stepSummary(step, timeZoneOf(facts, catalogue)) }, stepAt: step.sendsAt };
}

function soonerOf(a: NextStep | null, b: NextStep | null): NextStep | null {
  if (a === null || !('at' in a)) return b;
  if (b === null || !('at' in b)) return a;
  return earliest(a.at, b.at) === b.at && b.at !== a.at ? b : a;
}

async function wakeFor(deps: NextStepDeps, facts: ChargeFacts, next: NextStep, stepAt: Instant | null = null): Promise<NextStep> {
  const wakeAt = 'at' in next ? next.at : nowOf(deps.clock);
  await saveWakes(deps.db, [{ chargeId: facts.charge.id, wakeAt, stepAt }]);
  return next;
}

function summaryOf(step: StepFacts, facts: ChargeFacts, catalogue: Catalogue): string {
  return stepSummary(step, timeZoneOf(facts, catalogue));
}
