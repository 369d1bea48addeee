import { epochMs, type Instant } from './instants.ts';
import type { PlannedStep, StepRecord } from './plan.ts';
import type { Planning } from './planning.ts';
import type { StepWish } from './step-plan.ts';

/** When a link of the chain happened (`proven`), will as far as we know (`forecast`), or would have (`missing`). Milliseconds since 1970. */
export type Link = { at: number; proof: 'proven' | 'forecast' | 'missing' };

/** A link by the seed's number of its event, and by the rule that is its own in this ladder. */
export type LinkName = { number: number; own: number };

const warning = 10;

/** When a link happened, by whatever tells of it first: our text, the network system, a proof, or the charge that this one replaces. */
export function happenedAt(planning: Planning, { number, own }: LinkName): number | null {
  const { facts, history, carried, reported } = planning;
  const mode = number === warning ? facts.policy.noticeProof : facts.policy.stepDone;
  const record = history.get(`${own}:${facts.charge.dueDate}`);
  const told = [
    record && tellsAt(record, mode),
    record?.action?.state === 'done' ? epochMs(record.action.answeredAt ?? record.action.requestedAt) : null,
    // Of the warning these are proofs from elsewhere, which have a say of their own.
    ...(number === warning ? [] : [tellsAt(carried.get(own), mode), reported.get(number), planning.proven.get(number)]),
  ];
  return earliestOf(told);
}

/** The first proof of the debt's notice that is not our own warning for this charge. */
export function noticeElsewhere({ facts, carried, proven }: Planning, own: number): number | null {
  const { noticeProvenAt } = facts.charge;
  const replaced = tellsAt(carried.get(own), facts.policy.noticeProof);
  return earliestOf([noticeProvenAt === null ? null : epochMs(noticeProvenAt), proven.get(warning), replaced]);
}

/** What counts on from a step: the moment it happened, the one it is planned for, or nothing. Null where there is no such step. */
export function linkOf(
  planning: Planning,
  name: LinkName,
  step: PlannedStep | undefined,
  proof: StepWish['proof'] | undefined,
): Link | null {
  const at = happenedAt(planning, name);
  if (at !== null) return { at, proof: 'proven' };
  if (!step) return null;
  const goesAt = epochMs(step.sendsAt);
  if (step.reason === 'line-already') return { at: goesAt, proof: goesAt <= planning.now ? 'proven' : 'forecast' };
  if (step.reason === 'line-ahead') return { at: goesAt, proof: 'forecast' };
  if (step.state === 'planned' || step.state === 'waiting' || isUnconfirmed(planning, step)) return { at: goesAt, proof: 'forecast' };
  const mayCome = step.state === 'held' && (proof === 'forecast' || isPassing(step.reason));
  return mayCome ? { at: Math.max(goesAt, planning.now), proof: 'forecast' } : { at: goesAt, proof: 'missing' };
}

/** Accepted, where only a delivery counts: it may still be confirmed. */
function isUnconfirmed({ history }: Planning, { key, state }: PlannedStep): boolean {
  return state === 'sent' && (history.get(key)?.doneAt ?? null) !== null;
}

/** Held by what ends some day, not by what was lost. */
function isPassing(reason: string | null): boolean {
  return reason !== null && (reason.startsWith('hold:') || passing.has(reason));
}

const passing = new Set(['exempt', 'paused', 'awaiting-settlement', 'settlement-missing', 'awaiting-report']);

function tellsAt(record: StepRecord | undefined, mode: 'accepted' | 'delivered'): number | null {
  if (record === undefined) return null;
  const at: Instant | null = mode === 'delivered' && record.state === 'sent' ? (record.deliveredAt ?? null) : record.doneAt;
  return at === null ? null : epochMs(at);
}

function earliestOf(instants: readonly (number | null | undefined)[]): number | null {
  const known = instants.filter((at) => at != null);
  return known.length === 0 ? null : Math.min(...known);
}
