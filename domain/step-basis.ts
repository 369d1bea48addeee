import { blockEvents, isConsequence } from './chasing.ts';
import { epochMs, type Instant, type IsoDate, instantOf } from './instants.ts';
import type { PlannedStep } from './plan.ts';
import type { ChargeFacts } from './plan-facts.ts';
import type { RuleOffset, StepRule } from './rules.ts';
import type { StepEvent } from './states.ts';
import { paymentIdOf } from './step-key.ts';

/** What the hour of a step counts from. `warning` is one that has not gone yet. */
export const stepBases = [
  'due',
  'discount_end',
  'created',
  'payment',
  'promise',
  'warning',
  'proven-warning',
  'speed_reduction',
  'total_block',
] as const;

/** `at`: that date or moment; null while nobody knows it. */
export type StepBasis = { from: (typeof stepBases)[number]; offset: RuleOffset; at: IsoDate | Instant | null };

type Known = { rule: StepRule; facts: Pick<ChargeFacts, 'charge' | 'payments' | 'proofs'>; steps: readonly PlannedStep[] };

const warningNumber = 10;

/** The rule of a step as it counts for this charge: so many days, hours or minutes from what. */
export function stepBasis(step: PlannedStep, known: Known): StepBasis {
  return { ...anchorOf(step, known), offset: known.rule.offset };
}

function anchorOf(step: PlannedStep, { rule, facts, steps }: Known): Pick<StepBasis, 'from' | 'at'> {
  const { charge, payments } = facts;
  if (rule.event === 'paid') return { from: 'payment', at: payments.find(({ id }) => id === paymentIdOf(step))?.learnedAt ?? null };
  // The eve of the day that was promised: the page names that day itself.
  if (rule.event === 'promise') return { from: 'promise', at: null };
  if (rule.anchor === 'created' || (rule.event === 'created' && rule.anchor === null)) return { from: 'created', at: charge.firstSeenAt };
  if (rule.event === 'discount_end') return { from: 'discount_end', at: charge.discountUntil ?? null };
  if (isConsequence(rule) && rule.anchor === null) return linkBefore(step, { facts, steps });
  return { from: 'due', at: charge.dueDate };
}

/** The step of the block that this one follows; a warning proven otherwise counts from its proof. */
function linkBefore({ event }: PlannedStep, { facts, steps }: Omit<Known, 'rule'>): Pick<StepBasis, 'from' | 'at'> {
  const events: readonly StepEvent[] = blockEvents;
  const before = events.slice(0, events.indexOf(event)).flatMap((each) => steps.filter((step) => step.event === each)[0] ?? []);
  const previous = before.at(-1);
  const at = previous === undefined || !hasHour(previous) ? null : previous.sendsAt;
  if (previous?.event === 'speed_reduction' || previous?.event === 'total_block') return { from: previous.event, at };
  const proofs = [...facts.proofs.filter(({ number }) => number === warningNumber).map((proof) => proof.at), facts.charge.noticeProvenAt];
  const proven = [...proofs, previous?.state === 'sent' ? previous.sendsAt : null].filter((each) => each !== null).map(epochMs);
  if (proven.length > 0) return { from: 'proven-warning', at: instantOf(Math.min(...proven)) };
  return { from: at === null ? 'proven-warning' : 'warning', at };
}

function hasHour({ state }: PlannedStep): boolean {
  return state === 'planned' || state === 'waiting' || state === 'sent';
}
