import { addMs, type Instant } from './instants.ts';

/** What a person means by an answer, as far as words tell. */
export const replyIntents = ['opt-out', 'wrong-person', 'other'] as const;
export type ReplyIntent = (typeof replyIntents)[number];

/** Words that the house understands, and what it answers to them; null: nothing. */
export type ReplySettings = {
  optOutWords: string[];
  wrongPersonWords: string[];
  optOutConfirmation: string | null;
  wrongPersonConfirmation: string | null;
};

export const defaultReplySettings: ReplySettings = {
  optOutWords: ['SAIR', 'PARE', 'STOP', 'CANCELAR'],
  wrongPersonWords: ['ENGANO', 'NÚMERO ERRADO', 'TELEFONE ERRADO', 'PESSOA ERRADA', 'NÃO SOU EU', 'NÃO CONHEÇO'],
  optOutConfirmation: null,
  wrongPersonConfirmation: null,
};

/** Up to so many words a word counts wherever it stands: `quero sair`, `foi engano`. In a longer text only at its beginning. */
const shortReply = 3;

/** Reads an answer: case, accents and punctuation do not matter. Wrong person first, because it says more. */
export function replyIntent(text: string, { optOutWords, wrongPersonWords }: ReplySettings): ReplyIntent {
  const said = wordsOf(text);
  if (wrongPersonWords.some((phrase) => isSaid(wordsOf(phrase), said))) return 'wrong-person';
  if (optOutWords.some((phrase) => isSaid(wordsOf(phrase), said))) return 'opt-out';
  return 'other';
}

function isSaid(phrase: string[], said: string[]): boolean {
  if (phrase.length === 0) return false;
  const last = said.length <= shortReply ? said.length - phrase.length : Math.min(0, said.length - phrase.length);
  for (let from = 0; from <= last; from++) if (phrase.every((word, index) => said[from + index] === word)) return true;
  return false;
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

const sameWithinMs = 600_000;

/** A reply without an id of the provider's is the same as one with the same words from the same phone a few minutes before. */
export function sameReplySince(now: Instant): Instant {
  return addMs(now, -sameWithinMs);
}
