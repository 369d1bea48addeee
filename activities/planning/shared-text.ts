import { loadChargeFacts } from '../../db/queries/charge-facts.ts';
import { cancelUnsentOfSteps } from '../../db/queries/messages.ts';
import { pushOutbox } from '../../db/queries/outbox.ts';
import { detachSteps, readSharedSteps } from '../../db/queries/steps.ts';
import type { Instant } from '../../domain/instants.ts';
import type { ChargeLadder, PlannedStep, StepRecord } from '../../domain/plan.ts';
import { planCharge } from '../../domain/plan-charge.ts';
import { type Catalogue, type ChargeFacts, type StepFacts, toPlanFacts } from '../../domain/plan-facts.ts';
import type { Ground, Part, Text } from './decision.ts';

/** A step by charge and key. */
type Name = { chargeId: string; key: string };

/** Steps that were decided together before, by name; a plan afresh forgets what was decided about them. */
export type Together = ReadonlyMap<string, Name & { id: number }>;

export const nobody: Together = new Map();

/** The plan of a charge as if this step, and those that share its text, had never been decided: what would it be now? */
export function planAfresh(
  facts: ChargeFacts,
  { catalogue, now, key, together }: { catalogue: Catalogue; now: Instant; key: string; together: Together },
): PlannedStep[] {
  const plan = toPlanFacts(facts, catalogue, now);
  const chargeId = facts.charge.id;
  const forget = (id: string, own: readonly StepRecord[]) =>
    own.map((step) =>
      (id === chargeId && step.key === key) || together.has(nameOf({ chargeId: id, key: step.key })) ? undecided(step) : step,
    );
  const others = plan.others.map((other): ChargeLadder => ({ ...other, history: forget(other.charge.id, other.history) }));
  return planCharge({ ...plan, history: forget(chargeId, plan.history), others });
}

/** What the network system was asked and said stays. */
function undecided(step: StepRecord): StepRecord {
  return { ...step, state: 'planned', reason: null, doneAt: null, deliveredAt: null };
}

/** The steps that share a text with this one now. */
export async function togetherWith({ tx }: Pick<Ground, 'tx'>, known: StepFacts | null): Promise<Together> {
  if (known === null || known.state !== 'waiting') return nobody;
  return sharing(tx, [known.leadStepId ?? known.id]);
}

async function sharing(tx: Ground['tx'], rootIds: number[]): Promise<Together> {
  const rows = await readSharedSteps(tx, rootIds);
  return new Map(rows.filter(({ state }) => state === 'waiting').map((row) => [nameOf(row), row]));
}

/**
 * The charges of one text, on fresh facts of them all: their rows are locked already. A text of the same day that waits at its gateway is
 * taken up, so that the step joins it. Null when the step is not to leave after all.
 */
export async function textOf(
  ground: Ground,
  { facts, key }: { facts: ChargeFacts; key: string },
  before: Together,
): Promise<{ text: Text; before: Together } | null> {
  let together = before;
  for (;;) {
    const planned = planAfresh(facts, { ...ground, key, together }).find((step) => step.key === key);
    if (planned?.state !== 'planned') return null;
    const joined = await waitingMates(ground, facts, { planned, together });
    if (joined.size === together.size) return { text: await partsOf(ground, { facts, planned, together }), before: together };
    together = joined;
  }
}

/** With the texts that wait for charges of the same text; each text is taken up whole. */
async function waitingMates(
  { tx }: Ground,
  { others }: ChargeFacts,
  { planned, together }: { planned: PlannedStep; together: Together },
): Promise<Together> {
  const roots = others.flatMap(({ charge, history }) => {
    const waiting = planned.together.includes(charge.id)
      ? history.filter(
          ({ rule, state, key }) => rule === planned.rule && state === 'waiting' && !together.has(nameOf({ chargeId: charge.id, key })),
        )
      : [];
    return waiting.flatMap(({ leadStepId, id }) => leadStepId ?? id ?? []);
  });
  return roots.length === 0 ? together : new Map([...together, ...(await sharing(tx, roots))]);
}

async function partsOf(
  ground: Ground,
  { facts, planned, together }: { facts: ChargeFacts; planned: PlannedStep; together: Together },
): Promise<Text> {
  const own: Part = { facts, planned, known: knownOf(facts, planned.key) };
  const mateIds = planned.together.filter((id) => id !== facts.charge.id);
  if (mateIds.length === 0) return [own];
  const loaded = await loadChargeFacts(ground.tx, mateIds, { now: ground.now, others: 'all' });
  const parts = [own, ...loaded.flatMap((mate) => mateOf(ground, mate, { planned, together }))];
  const [lead = own, ...rest] = planned.together.flatMap((id) => parts.find((part) => part.facts.charge.id === id) ?? []);
  return [lead, ...rest];
}

function mateOf(ground: Ground, facts: ChargeFacts, { planned, together }: { planned: PlannedStep; together: Together }): Part[] {
  const step = planAfresh(facts, { ...ground, key: '', together }).find(
    ({ rule, state, together: ids }) => rule === planned.rule && state === 'planned' && ids.join() === planned.together.join(),
  );
  return step ? [{ facts, planned: step, known: knownOf(facts, step.key) }] : [];
}

/** Charges that shared a text and do not any more, but for those that are kept, decide for themselves; theirs is taken back. */
export async function leaveOut({ tx, now }: Ground, together: Together, isKept: (chargeId: string) => boolean): Promise<void> {
  const left = [...together.values()].filter(({ chargeId }) => !isKept(chargeId));
  const ids = left.map(({ id }) => id);
  await cancelUnsentOfSteps(tx, ids, 'charge-changed', now);
  await detachSteps(tx, ids, now);
  await pushOutbox(tx, 'charge', [...new Set(left.map(({ chargeId }) => chargeId))], now);
}

export function knownOf({ steps }: ChargeFacts, key: string): StepFacts | null {
  return steps.find((step) => step.key === key) ?? null;
}

function nameOf({ chargeId, key }: Name): string {
  return `${chargeId} ${key}`;
}
