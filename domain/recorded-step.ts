import { epochMs, instantOf } from './instants.ts';
import type { PlannedStep, StepRecord } from './plan.ts';
import { fixedRuleEvents, promiseRuleNumber, type StepRule } from './rules.ts';
import type { StepEvent } from './states.ts';

/** Over, whatever the plan says now. What a change of the charge set aside may be due again under the same key. */
export function isFinal({ state, reason }: StepRecord): boolean {
  if (state === 'planned' || state === 'waiting' || state === 'held') return false;
  if (state === 'suppressed') return reason !== 'paid' && reason !== 'removed';
  return !(state === 'skipped' && (reason === 'due-date-moved' || reason === 'charge-changed'));
}

/** Worth showing though the plan does not name it any more: it is over, or may still go. */
export function isPast(record: StepRecord): boolean {
  return record.state === 'waiting' || record.state === 'suppressed' || isFinal(record);
}

/** A step as history left it. */
export function recordedStep(record: StepRecord, rules: readonly StepRule[]): PlannedStep {
  const plannedFor = instantOf(epochMs(record.plannedFor));
  const sendsAt = record.doneAt === null ? plannedFor : instantOf(epochMs(record.doneAt));
  const { key, rule, state, reason } = record;
  const event = rules.find(({ number }) => number === rule)?.event ?? record.event ?? eventOf(rule);
  const settled = { moved: [], asks: false, atItsHour: false, recheckAt: null, unwarned: false, together: [] };
  return { key, rule, event, plannedFor, sendsAt, sendUntil: sendsAt, state, reason, ...settled };
}

function eventOf(rule: number): StepEvent {
  return rule === promiseRuleNumber ? 'promise' : (fixedRuleEvents[rule] ?? 'due');
}
