import type { Db, Executor } from '../../db/client.ts';
import { clearAlert, raiseAlert } from '../../db/queries/alerts.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { loadChargeFacts, lockChargeForDecision } from '../../db/queries/charge-facts.ts';
import { cancelUnsent, queueMessages } from '../../db/queries/messages.ts';
import { pushOutbox } from '../../db/queries/outbox.ts';
import { recordOutcomes, saveStep } from '../../db/queries/steps.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import { composeNotice, type Notice } from '../../domain/compose-notice.ts';
import { addMs, epochMs, type Instant, latest } from '../../domain/instants.ts';
import type { PlannedStep } from '../../domain/plan.ts';
import { planCharge } from '../../domain/plan-charge.ts';
import { type Catalogue, type ChargeFacts, type StepFacts, toPlanFacts } from '../../domain/plan-facts.ts';
import { messagePriorities, type StepState } from '../../domain/states.ts';
import { paymentIdOf } from '../../domain/step-key.ts';
import { isUnsent, stepOutcome } from '../../domain/step-outcome.ts';
import { type NextStep, planNext } from './next-step.ts';
import { stepRowOf } from './step-row.ts';

/** `next`: what comes after the step, when the decision saw it; otherwise the workflow asks. */
export type Decision = { next: NextStep | null };

export type DecideStepDeps = {
  db: Db;
  clock: Clock;
  catalogue: CatalogueCache;
  sharing(instant: Instant): Promise<number>;
  /** Sends what is due on a gateway now. A gateway that is busy or closed serves its queue later by its own workflow. */
  ring(gatewayId: string): void | Promise<void>;
};

/** No step is prepared longer before its instant than this. */
const longestLeadMs = 3_660_000;
/** A gateway looks for work at least this often; what is due sooner has to call it. */
const gatewayLookMs = 35_000;
/** The sender records what became of the step; this look is for one that could not. */
const lookAfterSendMs = 300_000;
/** How long a held step waits before it is tried again. */
const heldLookMs = 300_000;

type Case = { tx: Executor; facts: ChargeFacts; catalogue: Catalogue; now: Instant; known: StepFacts | null };

/**
 * Decides one step of a charge in one transaction on fresh data: its messages are queued, rewritten or taken back, or the reason why
 * there are none is recorded. The step's key and the messages' keys make a repetition harmless.
 */
export async function decideStep(deps: DecideStepDeps, { chargeId, key }: { chargeId: string; key: string }): Promise<Decision> {
  const { next, dueOn } = await deps.db.transaction((tx) => decide(deps, tx, { chargeId, key }));
  if (dueOn !== null) await deps.ring(dueOn);
  return { next };
}

/** `dueOn`: the gateway that has a text of this step to send at once. */
type Decided = Decision & { dueOn: string | null };
const askAgain: Decided = { next: null, dueOn: null };

async function decide(deps: DecideStepDeps, tx: Executor, { chargeId, key }: { chargeId: string; key: string }): Promise<Decided> {
  const now = nowOf(deps.clock);
  if (!(await lockChargeForDecision(tx, chargeId))) return askAgain;
  const [facts] = await loadChargeFacts(tx, [chargeId]);
  if (facts === undefined) return askAgain;
  const catalogue = await deps.catalogue.at(facts.catalogueRevision, tx);
  const known = facts.steps.find((step) => step.key === key) ?? null;
  if (known !== null && !isOpen(known)) return askAgain;

  const planned = planAfresh(facts, catalogue, now, key);
  if (planned === undefined || planned.state !== 'planned' || epochMs(planned.sendsAt) - epochMs(now) > longestLeadMs) {
    await takeBack({ tx, facts, catalogue, now, known }, planned);
    return askAgain;
  }
  const notice: Notice =
    catalogue.service === 'on'
      ? composeNotice(planned, facts, catalogue, latest(planned.sendsAt, now))
      : { kind: 'skipped', reason: `service-${catalogue.service}` };
  return carryOut(deps, { tx, facts, catalogue, now, known }, planned, notice);
}

/** A step may be decided while it is new, waiting, held, or set aside by an edit; the planner leaves finished ones alone. */
function isOpen({ state, reason, messages }: StepFacts): boolean {
  if (state === 'waiting') return stepOutcome(messages).kind !== 'over';
  return state === 'held' || (state === 'skipped' && (reason === 'due-date-moved' || reason === 'charge-changed'));
}

/** The plan as if this step had never been decided: what would it be now? */
function planAfresh(facts: ChargeFacts, catalogue: Catalogue, now: Instant, key: string): PlannedStep | undefined {
  const planFacts = toPlanFacts(facts, catalogue, now);
  return planCharge({ ...planFacts, history: planFacts.history.filter((step) => step.key !== key) }).find((step) => step.key === key);
}

/** The step is not wanted any more, or not yet. What has left stays and decides the outcome; the rest is cancelled. */
async function takeBack({ tx, facts, catalogue, now, known }: Case, planned: PlannedStep | undefined): Promise<void> {
  const { state, reason } = verdictOf(facts, planned);
  if (known === null) {
    if (planned !== undefined && state !== 'planned') await saveStep(tx, { ...stepRowOf(planned, facts, catalogue), state, reason }, now);
    return;
  }
  await cancelUnsent(
    tx,
    known.messages.filter(isUnsent).map(({ id }) => id),
    reason ?? 'charge-changed',
    now,
  );
  const left = known.messages.filter((message) => !isUnsent(message));
  const outcome = left.length > 0 ? stepOutcome(left) : { kind: 'undecided' as const };
  if (outcome.kind === 'open') return;
  if (outcome.kind === 'over') {
    await recordOutcomes(tx, [{ stepId: known.id, state: outcome.state, reason: outcome.reason, doneAt: outcome.doneAt }], now);
    return;
  }
  await recordOutcomes(tx, [{ stepId: known.id, state, reason, doneAt: null }], now);
  if (planned !== undefined && known.state !== 'waiting')
    await saveStep(tx, { ...stepRowOf(planned, facts, catalogue), state, reason }, now);
}

function verdictOf({ charge }: ChargeFacts, planned: PlannedStep | undefined): { state: StepState; reason: string | null } {
  if (planned?.state === 'planned') return { state: 'skipped', reason: 'charge-changed' };
  if (planned !== undefined) return { state: planned.state, reason: planned.reason };
  if (charge.status === 'open') return { state: 'skipped', reason: 'due-date-moved' };
  return { state: 'suppressed', reason: charge.status };
}

async function carryOut(deps: DecideStepDeps, subject: Case, planned: PlannedStep, notice: Notice): Promise<Decided> {
  const { tx, facts, catalogue, now, known } = subject;
  const row = stepRowOf(planned, facts, catalogue);
  const alertKey = `step:${facts.charge.id}:${planned.key}`;
  if (notice.kind !== 'ready') {
    await cancelUnsent(
      tx,
      known?.messages.filter(isUnsent).map(({ id }) => id) ?? [],
      notice.kind === 'unreachable' ? 'no-address' : notice.reason,
      now,
    );
    if (notice.kind === 'held')
      await raiseAlert(
        tx,
        {
          key: alertKey,
          kind: 'step-held',
          subject: facts.charge.id,
          detail: { step: planned.key, reason: notice.reason, ...notice.detail },
        },
        now,
      );
    const reason = notice.kind === 'unreachable' ? 'no-address' : notice.reason;
    await saveStep(tx, { ...row, state: notice.kind, reason, lookAt: notice.kind === 'held' ? addMs(now, heldLookMs) : null }, now);
    return askAgain;
  }

  const leavesAt = latest(planned.sendsAt, now);
  const waiting = { ...row, state: 'waiting' as const, reason: null, lookAt: addMs(leavesAt, lookAfterSendMs) };
  const stepId = await saveStep(tx, waiting, now);
  if (known?.state === 'held') await clearAlert(tx, alertKey, now);
  const gone = known?.messages.filter((message) => isUnsent(message) && !notice.addresses.includes(message.address)) ?? [];
  await cancelUnsent(
    tx,
    gone.map(({ id }) => id),
    'address-changed',
    now,
  );
  const messageIds = await queueMessages(tx, messagesOf(stepId, planned, notice, facts), now);
  const atOnce = leavesAt === now;
  if (!atOnce && epochMs(leavesAt) - epochMs(now) < gatewayLookMs) await pushOutbox(tx, 'gateway', [notice.gatewayId], now);
  const decided: StepFacts = { ...waiting, id: stepId, doneAt: null, messages: known?.messages ?? [] };
  const steps = [...facts.steps.filter(({ key }) => key !== decided.key), decided];
  const next = await planNext(deps, tx, { facts: { ...facts, steps }, catalogue, now });
  return { next, dueOn: atOnce && messageIds.length > 0 ? notice.gatewayId : null };
}

function messagesOf(stepId: number, planned: PlannedStep, notice: Extract<Notice, { kind: 'ready' }>, { charge, customer }: ChargeFacts) {
  return notice.addresses.map((address) => ({
    kind: 'notice' as const,
    channel: notice.template.channel,
    priority: messagePriorities.notice,
    stepId,
    customerId: customer.id,
    chargeId: charge.id,
    chargeRevision: charge.revision,
    paymentId: paymentIdOf(planned),
    rule: planned.rule,
    address,
    gatewayId: notice.gatewayId,
    templateId: notice.template.id,
    templateVersion: notice.template.version,
    subject: notice.subject,
    text: notice.text,
    segments: notice.segments,
    encoding: notice.encoding,
    cost: notice.cost,
    test: customer.test,
    plannedFor: planned.plannedFor,
    notBefore: planned.sendsAt,
    sendUntil: planned.sendUntil,
  }));
}
