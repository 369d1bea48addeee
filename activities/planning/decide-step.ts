import type { Db, Executor } from '../../db/client.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { loadChargeFacts, lockChargeForDecision } from '../../db/queries/charge-facts.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import { epochMs } from '../../domain/instants.ts';
import type { ChargeFacts, StepFacts } from '../../domain/plan-facts.ts';
import { stepOutcome } from '../../domain/step-outcome.ts';
import { askNetwork } from './ask-network.ts';
import { askAgain, type Decided, type Decision, type Ground } from './decision.ts';
import { planNext, type SharingCount } from './next-step.ts';
import { queueNotice } from './queue-notice.ts';
import { knownOf, nobody, planAfresh, textOf, togetherWith } from './shared-text.ts';
import { watchNotice } from './watch-notice.ts';
import { takeBack } from './without-text.ts';

export type DecideStepDeps = {
  db: Db;
  clock: Clock;
  catalogue: CatalogueCache;
  sharing: SharingCount;
  /** Sends what is due on a gateway now. A gateway that is busy or closed serves its queue later by its own workflow. */
  ring(gatewayId: string): void | Promise<void>;
};

/** No step is prepared longer before its instant than this; charges that share a text meet within a day. */
const longestLeadMs = 3_660_000;
const longestMeetingMs = 86_400_000;

type Asked = { chargeId: string; key: string };

/**
 * Decides one step of a charge in one transaction on fresh data: its messages are queued, rewritten or taken back, the network system is
 * asked, or the reason why there is no text is recorded. The step's key and the messages' keys make a repetition harmless.
 */
export async function decideStep(deps: DecideStepDeps, asked: Asked): Promise<Decision> {
  const alone = await deps.db.transaction((tx) => decide(deps, tx, { ...asked, lock: 'charge' }));
  // Charges that share the text are locked in the order of their ids, as those do who change them: so it begins anew.
  const decided = alone ?? (await deps.db.transaction((tx) => decide(deps, tx, { ...asked, lock: 'customer' }))) ?? askAgain;
  for (const gatewayId of decided.dueOn) await deps.ring(gatewayId);
  return { next: decided.next };
}

/** Null when the step concerns other charges of the customer, which are not locked. */
async function decide(
  deps: DecideStepDeps,
  tx: Executor,
  { chargeId, key, lock }: Asked & { lock: 'charge' | 'customer' },
): Promise<Decided | null> {
  const now = nowOf(deps.clock);
  if (!(await lockChargeForDecision(tx, chargeId, lock))) return askAgain;
  const [facts] = await loadChargeFacts(tx, [chargeId], { now });
  if (facts === undefined) return askAgain;
  const ground: Ground = { tx, catalogue: await deps.catalogue.at(facts.catalogueRevision, tx), now };
  const known = knownOf(facts, key);
  if (known !== null && !isOpen(known)) return askAgain;

  const maySqueeze = facts.others.length > 0 || known?.leadStepId != null;
  const before = maySqueeze ? await togetherWith(ground, known) : nobody;
  const plan = planAfresh(facts, { ...ground, key, together: before });
  const planned = plan.find((step) => step.key === key);
  const concernsOthers = before.size > 1 || (planned?.together.length ?? 0) > 1;
  if (lock === 'charge' && concernsOthers) return null;

  const ahead = planned?.state === 'planned' ? epochMs(planned.sendsAt) - epochMs(now) : Number.POSITIVE_INFINITY;
  const isNear = ahead <= (concernsOthers ? longestMeetingMs : longestLeadMs) && !(planned?.atItsHour && ahead > 0);
  if (!isNear) {
    await takeBack(ground, { facts, key, plan, known, together: before });
    return askAgain;
  }
  const shared = await textOf(ground, { facts, key }, before);
  if (shared === null) return askAgain;
  return carryOut(deps, ground, { facts, ...shared });
}

/** A step may be decided while it is new, waiting, held, or set aside by an edit; the planner leaves finished ones alone. */
function isOpen({ state, reason, messages }: StepFacts): boolean {
  if (state === 'waiting') return stepOutcome(messages).kind !== 'over';
  if (state === 'suppressed') return reason === 'paid' || reason === 'removed';
  return state === 'held' || (state === 'skipped' && (reason === 'due-date-moved' || reason === 'charge-changed'));
}

type Shared = NonNullable<Awaited<ReturnType<typeof textOf>>>;

async function carryOut(deps: DecideStepDeps, ground: Ground, { facts, text, before }: Shared & { facts: ChargeFacts }): Promise<Decided> {
  const { tx, catalogue, now } = ground;
  const [lead] = text;
  if (catalogue.service === 'shadow') {
    await watchNotice(ground, text);
    return askAgain;
  }
  if (lead.planned.asks && catalogue.service === 'on') {
    await askNetwork(ground, text);
    return askAgain;
  }
  const { dueOn, queued } = await queueNotice(ground, text, before);
  if (queued === null || text.length > 1) return { next: null, dueOn };
  const decided: StepFacts = {
    ...queued,
    doneAt: null,
    action: lead.known?.action ?? null,
    leadStepId: null,
    messages: lead.known?.messages ?? [],
  };
  const steps = [...facts.steps.filter(({ key }) => key !== decided.key), decided];
  return { next: await planNext(deps, tx, { facts: { ...facts, steps }, catalogue, now }), dueOn };
}
