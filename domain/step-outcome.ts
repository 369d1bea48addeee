import { earliest, type Instant } from './instants.ts';
import type { MessageState, StepState } from './states.ts';

export type OutcomeMessage = { state: MessageState; reason: string | null; acceptedAt: Instant | null };

/** What the messages of a step make of it. `open` while one may still go; `undecided` when none went and none will by itself. */
export type StepOutcome =
  | { kind: 'open' }
  | { kind: 'undecided' }
  | { kind: 'over'; state: Extract<StepState, 'sent' | 'unknown' | 'unreachable'>; reason: string | null; doneAt: Instant | null };

/**
 * One accepted message makes a step sent; one that may have gone makes it unknown; only refusals, the provider's or the phone's own, make
 * its customer unreachable.
 */
export function stepOutcome(messages: readonly OutcomeMessage[]): StepOutcome {
  if (messages.some(({ state }) => state === 'queued' || state === 'sending')) return { kind: 'open' };
  const [first, ...others] = messages.flatMap(({ acceptedAt }) => acceptedAt ?? []);
  if (first !== undefined) return { kind: 'over', state: 'sent', reason: null, doneAt: earliest(first, ...others) };
  if (messages.some(({ state }) => state === 'unknown')) return { kind: 'over', state: 'unknown', reason: 'no-answer', doneAt: null };
  const left = messages.filter(({ reason }) => reason !== 'opted-out');
  if (left.some(({ state }) => state === 'suppressed' || state === 'expired')) return { kind: 'undecided' };
  if (messages.some(({ state }) => state === 'refused')) return { kind: 'over', state: 'unreachable', reason: 'refused', doneAt: null };
  if (left.length < messages.length) return { kind: 'over', state: 'unreachable', reason: 'opted-out', doneAt: null };
  return { kind: 'undecided' };
}

/** True when the message has not left and can still be rewritten or taken back. */
export function isUnsent({ state }: { state: MessageState }): boolean {
  return state === 'queued' || state === 'suppressed' || state === 'expired' || state === 'cancelled';
}
