import { foldedText } from './folded-text.ts';

const fewestLetters = 3;
/** Shorter words of a name stand in too many others: "ana" in "Mariana" typed for another. */
const fewestLettersWithin = 5;
const fewestDigits = 4;
/** Of a phone: what is the same however country, area and the ninth digit are written. */
const tailDigits = 8;

/**
 * Whether what somebody typed to find people may have meant this one, by any name, address or number of theirs: a part is enough, and so is
 * more than the whole. Rather once too often: it decides what an erasure takes away.
 */
export function mayMean(typed: string, identity: readonly string[]): boolean {
  const words = wordsOf(typed);
  const digits = digitsOf(typed);
  return identity.some((own) => sharesWord(words, wordsOf(own)) || sharesDigits(digits, digitsOf(own)));
}

function sharesWord(typed: readonly string[], own: readonly string[]): boolean {
  return typed.some((word) => own.some((each) => each.includes(word) || (each.length >= fewestLettersWithin && word.includes(each))));
}

function sharesDigits(typed: string, own: string): boolean {
  if (typed.length < fewestDigits || own.length < fewestDigits) return false;
  return own.includes(typed) || (own.length >= tailDigits && typed.includes(own.slice(-tailDigits)));
}

function wordsOf(text: string): string[] {
  return foldedText(text)
    .split(' ')
    .filter((word) => /\p{L}/u.test(word) && word.length >= fewestLetters);
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
