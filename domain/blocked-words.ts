import { foldedText } from './folded-text.ts';

/** Words that providers' filters take for fraud or spam, without accents, and what passes in their place. */
const blocked: ReadonlyMap<string, string | null> = new Map([
  ['acesse', 'visite'],
  ['gratis', null],
  ['gratuito', null],
  ['gratuita', null],
  ['promocao', 'benefício'],
  ['promocoes', 'benefícios'],
  ['regularize', 'quite'],
  ['regularizar', 'quitar'],
]);

export type BlockedWord = { index: number; word: string; instead: string | null };

/** Words of a text that some provider may refuse, accents and capitals apart. */
export function blockedWordsIn(text: string): BlockedWord[] {
  return [...text.matchAll(/\p{L}+/gu)].flatMap(({ 0: word, index }) => {
    const instead = blocked.get(foldedText(word));
    return instead === undefined ? [] : [{ index, word, instead }];
  });
}
