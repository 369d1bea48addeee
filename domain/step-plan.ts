import { epochMs, instantOf } from './instants.ts';
import { placeOf, type Sending, sendingOf } from './late.ts';
import { type Zone, zoneOf } from './local-time.ts';
import type { Move, PlanFacts, PlannedStep, StepRecord } from './plan.ts';
import { fixedRuleEvents, type Rule } from './rules.ts';
import type { StepState } from './states.ts';

/** The facts, made ready once for all steps of a charge. Instants in milliseconds since 1970. */
export type Planning = {
  facts: PlanFacts;
  zone: Zone;
  now: number;
  firstSeenAt: number;
  serviceOnSince: number | null;
  resumedAt: number | null;
  history: ReadonlyMap<string, StepRecord>;
};

export function startPlanning(facts: PlanFacts): Planning {
  const { firstSeenAt, resumedAt } = facts.charge;
  return {
    facts,
    zone: zoneOf(facts.timeZone),
    now: epochMs(facts.now),
    firstSeenAt: epochMs(firstSeenAt),
    // With the service off the forecast shows what would happen if it were switched on.
    serviceOnSince: facts.serviceOnSince === null ? null : epochMs(facts.serviceOnSince),
    resumedAt: resumedAt === null ? null : epochMs(resumedAt),
    history: new Map(facts.history.map((record) => [record.key, record])),
  };
}

/** Planned before we first saw the charge, or before the service was last switched on: recorded, never sent. */
export function isBeforeOurTime({ firstSeenAt, serviceOnSince }: Planning, plannedFor: number): boolean {
  return plannedFor < firstSeenAt || (serviceOnSince !== null && plannedFor < serviceOnSince);
}

/** What a rule asks for, before window, late policy and history have their say. */
export type StepWish = {
  key: string;
  rule: Rule;
  plannedFor: number;
  beforeOurTime: boolean;
  /** `forecast` while it counts from a step that has not happened yet: then it may be shown, but not go. */
  proof: 'not-needed' | 'proven' | 'forecast' | 'missing';
  moved: Move[];
};

/** One step with its state: what history has settled stays; else before our time, passed over, held, or when it goes. */
export function stepOf(planning: Planning, wish: StepWish): PlannedStep {
  const record = planning.history.get(wish.key);
  if (record && isFinal(record)) return recordedStep(planning, record);

  const { facts, zone, now } = planning;
  const input = { rule: wish.rule, plannedFor: wish.plannedFor, dueDate: facts.charge.dueDate, zone, calendar: facts.calendar, now };
  const stopped = (state: StepState, reason: string | null) => plannedStep(wish, state, reason, placeOf(input));

  const waiting = record?.state === 'waiting';
  if (!waiting && wish.beforeOurTime) return stopped('before-our-time', null);
  if (!waiting && wish.rule.event !== 'paid' && planning.resumedAt !== null && wish.plannedFor < planning.resumedAt) {
    return stopped('skipped', 'before-resuming');
  }
  if (wish.proof === 'missing') return stopped('held', 'warning-not-proven');
  const sending = sendingOf(input);
  if (wish.proof === 'forecast' && sending.sendsAt <= now) return plannedStep(wish, 'held', 'warning-not-proven', sending);
  return plannedStep(wish, waiting && sending.state === 'planned' ? 'waiting' : sending.state, sending.reason, sending);
}

/** Over, whatever the plan says now. What was skipped because the charge changed may be due again under the same key. */
export function isFinal({ state, reason }: StepRecord): boolean {
  if (state === 'planned' || state === 'waiting' || state === 'held') return false;
  return !(state === 'skipped' && (reason === 'due-date-moved' || reason === 'charge-changed'));
}

/** A step as history left it. */
export function recordedStep({ facts }: Planning, record: StepRecord): PlannedStep {
  const event = facts.rules.find(({ number }) => number === record.rule)?.event ?? record.event ?? fixedRuleEvents[record.rule] ?? 'due';
  const plannedFor = instantOf(epochMs(record.plannedFor));
  const sendsAt = record.doneAt === null ? plannedFor : instantOf(epochMs(record.doneAt));
  const { key, rule, state, reason } = record;
  return { key, rule, event, plannedFor, sendsAt, sendUntil: sendsAt, moved: [], state, reason };
}

function plannedStep(wish: StepWish, state: StepState, reason: string | null, place: Pick<Sending, 'sendsAt' | 'sendUntil' | 'moved'>) {
  return {
    key: wish.key,
    rule: wish.rule.number,
    event: wish.rule.event,
    plannedFor: instantOf(wish.plannedFor),
    sendsAt: instantOf(place.sendsAt),
    sendUntil: instantOf(place.sendUntil),
    moved: [...wish.moved, ...place.moved],
    state,
    reason,
  };
}
