import { isChasing, isConsequence } from './chasing.ts';
import { isCapped } from './day-cap.ts';
import { epochMs, type Instant, instantOf } from './instants.ts';
import { move, placeOf, type Sending, type SendingInput, sendingOf } from './late.ts';
import type { Move, PlannedStep } from './plan.ts';
import { isBeforeOurTime, type Planning } from './planning.ts';
import { isFinal, recordedStep } from './recorded-step.ts';
import type { StepRule } from './rules.ts';
import { settlementGuard } from './settlement-guard.ts';
import type { StepState } from './states.ts';
import { type Stop, stopsFor } from './stops.ts';
import { type Turn, turnOf } from './trigger.ts';

/** What a rule asks for, before window, late policy and history have their say. Instants in milliseconds since 1970. */
export type StepWish = {
  key: string;
  rule: StepRule;
  plannedFor: number;
  beforeOurTime: boolean;
  /** `forecast` while it counts from a step that has not happened yet: then it may be shown, but not go. */
  proof: 'not-needed' | 'proven' | 'forecast' | 'missing';
  /** Why a step without proof is held. */
  lacks?: 'warning-not-proven' | 'previous-not-done';
  moved: Move[];
  /** When the network system reported that it happened. */
  reportedAt?: number | null;
  /** From here on it may leave, where that is not the planned moment. */
  moment?: number;
  /** False: it is no text, and no day is too full for it. */
  capped?: boolean;
};

/** One step with its state: what history has settled stays; else before our time, passed over, held, or when it goes. */
export function stepOf(planning: Planning, asked: StepWish): PlannedStep {
  const { facts, overrides } = planning;
  const record = planning.history.get(asked.key);
  if (record && isFinal(record)) return recordedStep(record, facts.rules);
  const carried = isOfPayment(asked.rule) ? undefined : planning.carried.get(asked.rule.number);
  if (carried) return { ...recordedStep(carried, facts.rules), key: asked.key, reason: 'carried-over' };

  const { rule, reportedAt = null } = asked;
  const turn = turnOf({ rule, record, reportedAt, now: planning.now, answerMs: facts.policy.actionHours * 3_600_000 });
  const wish = chosenByHand(planning, turn.kind === 'happened' ? afterHappening(planning, asked, turn.at) : asked);
  const waiting = record?.state === 'waiting';
  const input = sendingInput(planning, wish);
  const stopped = (state: StepState, reason: string | null) => plannedStep(wish, state, reason, placeOf(input));
  if (overrides.get(wish.key) === null) return stopped('skipped', 'by-hand');
  if (!waiting && wish.beforeOurTime && !overrides.has(wish.key)) return stopped('before-our-time', null);
  if (!waiting && isPassedOver(planning, wish, turn)) return stopped('skipped', 'before-resuming');
  if (turn.kind === 'asked') return { ...stopped('waiting', 'action-requested'), recheckAt: instantOf(turn.until) };
  if (turn.kind === 'held') return stopped('held', turn.reason);
  if (wish.proof === 'missing') return stopped('held', wish.lacks ?? 'warning-not-proven');

  const step = sendingStep(planning, wish, { input, waiting, turn });
  return turn.kind === 'happened' && asked.proof !== 'proven' ? { ...step, unwarned: true } : step;
}

function sendingStep(
  planning: Planning,
  wish: StepWish,
  { input, waiting, turn }: { input: SendingInput; waiting: boolean; turn: Turn },
): PlannedStep {
  const sending = sendingOf(input);
  const isPlanned = sending.state === 'planned';
  const held = heldAtItsMoment(planning, wish, { sending, waiting, turn });
  // A held step keeps the day of its own moment, so that nothing takes it meanwhile; the days after are free for other texts.
  if (isPlanned && wish.capped !== false && isCapped(wish.rule))
    planning.dayCap.take(planning.zone.toLocal(held ? sending.dueAt : sending.sendsAt).date, wish.key);
  if (held) {
    const at = { sendsAt: sending.dueAt, sendUntil: sending.dueUntil, moved: sending.moved };
    return { ...plannedStep(wish, 'held', held.reason, at), recheckAt: held.recheckAt };
  }
  const step = plannedStep(wish, waiting && isPlanned ? 'waiting' : sending.state, sending.reason, sending);
  if (!isPlanned) return step;
  const asks = turn.kind === 'ask';
  return asks || mayMissFile(planning, wish.rule) ? { ...step, asks, atItsHour: true } : step;
}

function mayMissFile({ facts: { settledThrough }, effective }: Planning, rule: StepRule): boolean {
  return settledThrough !== null && settledThrough < effective && isChasing(rule);
}

/** What has happened needs no proof any more: its text counts from the moment that the network system told of. */
function afterHappening(planning: Planning, wish: StepWish, at: number): StepWish {
  const moved = at === wish.plannedFor ? [] : [move('action', wish.plannedFor, at, 'quando a rede confirmou')];
  return { ...wish, plannedFor: at, proof: 'not-needed', beforeOurTime: isBeforeOurTime(planning, at), moved };
}

/** Planned while the charge was paid or removed. The block's own steps are never jumped: they go on late, where their policy sends. */
function isPassedOver({ resumedAt }: Planning, { rule, plannedFor }: StepWish, { kind }: Turn): boolean {
  if (resumedAt === null || plannedFor >= resumedAt || isOfPayment(rule)) return false;
  return kind === 'happened' || !isOfBlock(rule);
}

function isOfPayment({ event }: StepRule): boolean {
  return event === 'paid' || event === 'promise';
}

function isOfBlock(rule: StepRule): boolean {
  return rule.event === 'block_warning' || isConsequence(rule);
}

/** The hour that a person chose. Nobody brings a block forward to before its notice has run. */
function chosenByHand({ overrides }: Planning, wish: StepWish): StepWish {
  const chosen = overrides.get(wish.key);
  if (chosen == null) return wish;
  const { rule, plannedFor } = wish;
  const moment = isConsequence(rule) ? Math.max(epochMs(chosen), plannedFor) : epochMs(chosen);
  if (moment === plannedFor) return wish;
  return { ...wish, moment, moved: [...wish.moved, move('person', plannedFor, moment, 'hora escolhida por uma pessoa')] };
}

function sendingInput(planning: Planning, { key, rule, plannedFor, moment = plannedFor, capped = true }: StepWish): SendingInput {
  const { facts, zone, now, dayCap } = planning;
  const { dueDate } = facts.charge;
  const ownDate = rule.event === 'promise' || (rule.event === 'due' && rule.anchor !== 'created') ? zone.toLocal(plannedFor).date : null;
  return {
    rule,
    moment,
    onlyDate: rule.event === 'promise' || ownDate === dueDate ? ownDate : null,
    zone,
    calendar: facts.calendar,
    stops: withResuming(planning, rule),
    isFull: capped && isCapped(rule) ? (date) => dayCap.isFull(date, key) : () => false,
    now,
  };
}

function withResuming({ stops, resumedAt }: Planning, rule: StepRule): readonly Stop[] {
  const own = stopsFor(stops, rule);
  if (resumedAt === null || !isOfBlock(rule)) return own;
  const resuming = {
    by: 'late',
    reason: 'resuming',
    from: Number.NEGATIVE_INFINITY,
    until: resumedAt,
    detail: 'cobrança reaberta',
  } as const;
  return [...own, resuming];
}

/** What keeps a step whose moment has come, though its hour is right. */
function heldAtItsMoment(
  { facts, now, effective, zone }: Planning,
  { rule, proof, lacks }: StepWish,
  { sending: { dueAt, state, reason }, waiting, turn }: { sending: Sending; waiting: boolean; turn: Turn },
): { reason: string; recheckAt: Instant | null } | null {
  if (dueAt > now || state === 'held' || reason === 'window-closed') return null;
  if (proof === 'forecast' && state === 'planned') return { reason: lacks ?? 'warning-not-proven', recheckAt: null };
  if (facts.policy.pausedAt !== null) return { reason: 'paused', recheckAt: null };
  if (waiting || turn.kind === 'happened' || !isChasing(rule)) return null;
  const { settledThrough, calendar, policy } = facts;
  const guard = settlementGuard({ settledThrough, effectiveDueDate: effective, dueAt, now, days: policy.settlementDays, calendar, zone });
  if (guard.kind === 'open') return null;
  if (guard.kind === 'missing') return { reason: 'settlement-missing', recheckAt: null };
  return { reason: 'awaiting-settlement', recheckAt: instantOf(guard.until) };
}

function plannedStep(
  wish: StepWish,
  state: StepState,
  reason: string | null,
  place: Pick<Sending, 'sendsAt' | 'sendUntil' | 'moved'>,
): PlannedStep {
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
    asks: false,
    atItsHour: false,
    recheckAt: null,
    unwarned: false,
    together: [],
  };
}
