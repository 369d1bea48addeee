import { z } from 'zod';
import type { ReceiptState } from '../incoming.ts';

const words = z.array(z.string().min(1).max(100)).max(50).default([]);

/** A provider's words or codes for each state. */
export const stateWords = z
  .strictObject({ delivered: words, undelivered: words, accepted: words, refused: words })
  .superRefine((states, context) => {
    const all = Object.entries(states).flatMap(([state, list]) => list.map((word) => ({ state, word: comparable(word) })));
    if (all.length === 0) context.addIssue({ code: 'custom', message: 'nenhuma palavra do provedor: a confirmação nunca diria nada' });
    for (const [at, { state, word }] of all.entries())
      if (all.findIndex((other) => other.word === word) < at)
        context.addIssue({ code: 'custom', path: [state], message: `"${word}" está em dois estados` });
  });
export type StateWords = z.infer<typeof stateWords>;

/** The state that a provider's word stands for, capitals and spaces around it ignored; null for a word of no interest. */
export function stateOfWord(words: StateWords, said: string): ReceiptState | null {
  const wanted = comparable(said);
  const states: ReceiptState[] = ['delivered', 'undelivered', 'accepted', 'refused'];
  return states.find((state) => words[state].some((word) => comparable(word) === wanted)) ?? null;
}

function comparable(word: string): string {
  return word.trim().toLowerCase();
}
