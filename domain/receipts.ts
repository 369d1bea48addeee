import type { MessageState } from './states.ts';

/** What a provider may later say of a message, or of one part of a long one; later in the list wins, whatever came first. */
export const receiptStates = ['accepted', 'refused', 'undelivered', 'delivered'] as const;
export type ReceiptState = (typeof receiptStates)[number];

/** What was said of one part, counted from 1. */
export type PartSaid = { part: number; state: ReceiptState };

/** Whether a receipt can be taken at all: only of a message that has left, or may have. One on the wire is heard after its answer. */
export function takesReceipts(state: MessageState): boolean {
  return state === 'unknown' || rankOf(state) >= 0;
}

/**
 * Where a message stands after a receipt; null when it says nothing new. States only move forward, so receipts may come late, twice and
 * in any order: what the phone itself said (delivered) stands over what the network gave up, and that over the provider's word.
 */
export function afterReceipt(state: MessageState, said: ReceiptState): ReceiptState | null {
  if (!takesReceipts(state)) return null;
  return rankOf(said) > rankOf(state) ? said : null;
}

/** What the parts of a text say of the whole: it has arrived when each part has, and has not when one is lost. */
export function stateOfParts(said: readonly PartSaid[], { segments }: { segments: number }): ReceiptState {
  const parts = new Map<number, ReceiptState>();
  for (const { part, state } of said) parts.set(part, laterOf(parts.get(part) ?? state, state));
  const states = [...parts.values()];
  if (states.some((state) => state === 'undelivered' || state === 'refused')) return 'undelivered';
  const all = Math.max(segments, ...parts.keys());
  return states.filter((state) => state === 'delivered').length >= all ? 'delivered' : 'accepted';
}

function laterOf(a: ReceiptState, b: ReceiptState): ReceiptState {
  return rankOf(a) > rankOf(b) ? a : b;
}

/** -1 before anything was said. */
function rankOf(state: MessageState): number {
  return (receiptStates as readonly MessageState[]).indexOf(state);
}
