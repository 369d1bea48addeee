import type { MessageState, StepEvent, StepState } from '../../domain/states.ts';
import { type Look, lookOfStepState, messageLooks } from '../states/look.ts';

/** A step as every drawing of the ladder needs it. `at` is when it leaves or left. */
export type LadderStep = {
  id: string;
  rule: number;
  event: StepEvent;
  at: string;
  /** By the rule alone, before windows and holidays had their say. */
  plannedFor: string;
  state: StepState;
  /** Why it is not planned any more. */
  reason: string | null;
  /** How far its newest message has come; null while there is none. */
  message: MessageState | null;
};

/** A stop on the ladder from one moment to another; without an end it reaches to the edge. */
export type LadderHold = { id: string; from: string; until: string | null; word: string };

/** Still to come: drawn in outline. Everything else has its outcome and is filled. */
export function isAhead({ state }: Pick<LadderStep, 'state'>): boolean {
  return state === 'planned' || state === 'waiting' || state === 'held';
}

/** Never happened, and never will: drawn small and grey. */
export function isPassedOver({ state }: Pick<LadderStep, 'state'>): boolean {
  return state === 'before-our-time' || state === 'skipped' || state === 'suppressed';
}

/** Has an hour at which it will go; one that is held has none. */
export function isGoing({ state }: Pick<LadderStep, 'state'>): boolean {
  return state === 'planned' || state === 'waiting';
}

export function lookOfStep({ state, message, reason }: Pick<LadderStep, 'state' | 'message' | 'reason'>): Look {
  const said = state === 'sent' || state === 'unreachable' || state === 'unknown';
  return said && message !== null ? messageLooks[message] : lookOfStepState({ state, reason });
}
