import { isGsm7 } from './segments.ts';
import type { AccentMode } from './states.ts';

/** Part of a text, in UTF-16 code units; `end` is exclusive. */
export type TextRange = { start: number; end: number };

/** What Unicode's compatibility forms do not turn into plain letters by themselves. */
const replacements: ReadonlyMap<string, string> = new Map([
  ...pairs('‘’‚‛′´`ʼ', "'"),
  ...pairs('“”„‟″«»', '"'),
  ...pairs('‐‑‒–—―−•‣·', '-'),
  ...pairs('\u2028\u2029', '\n'),
  ...pairs('\t\f\v', ' '),
  ['°', 'o'],
  ['×', 'x'],
  ['÷', '/'],
  ['⁄', '/'],
  ['→', '->'],
  ['‹', '<'],
  ['›', '>'],
  ['©', '(C)'],
  ['®', '(R)'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['¡', '!'],
  ['ß', 'ss'],
  ['Æ', 'AE'],
  ['æ', 'ae'],
  ['Ø', 'O'],
  ['ø', 'o'],
]);

function pairs(characters: string, replacement: string): [string, string][] {
  return [...characters].map((character) => [character, replacement]);
}

const links = /(?:https?:\/\/|www\.)[^\s<>"“”‘’…]+/giu;
/** Invisible in a text and costly on the wire: joiners, direction marks, variation selectors, single accents. */
const invisible = /[\p{Cf}\p{M}]/u;
/** What makes symbols of several code points. */
const joining = /[\p{Cf}\p{M}\u{10000}-\u{10ffff}]/u;
const graphemes = new Intl.Segmenter('pt-BR', { granularity: 'grapheme' });

/**
 * A rendered text in one of the three modes: `keep` changes nothing, `smart` replaces only what is outside GSM-7 (`ã` becomes `a`,
 * `é` stays), `ascii` leaves only ASCII that is also GSM-7. What has no likeness becomes a visible `?`, one per symbol. Links and the
 * `verbatim` ranges (Pix codes, digitable lines) are never altered, and nothing is cut.
 */
export function withAccentMode(text: string, mode: AccentMode, verbatim: readonly TextRange[]): string {
  if (mode === 'keep') return text;
  const stays = mode === 'smart' ? isGsm7 : isPlain;
  let result = '';
  let from = 0;
  for (const { start, end } of inOrder([...verbatim, ...linkRanges(text)])) {
    if (end <= from) continue;
    result += replaceOthers(text.slice(from, Math.max(start, from)), stays) + text.slice(Math.max(start, from), end);
    from = end;
  }
  return result + replaceOthers(text.slice(from), stays);
}

/** Where links stand in a text: they are never altered. */
export function linkRanges(text: string): TextRange[] {
  return [...text.matchAll(links)].map((link) => ({ start: link.index, end: link.index + link[0].length }));
}

function inOrder(ranges: TextRange[]): TextRange[] {
  return ranges.toSorted((a, b) => a.start - b.start);
}

/** ASCII that GSM-7 has too: not the grave accent, not tabs and other controls. */
function isPlain(character: string): boolean {
  return character <= '~' && character !== '\f' && isGsm7(character);
}

function replaceOthers(text: string, stays: (character: string) => boolean): string {
  if (everyCharacter(text, stays)) return text;
  let result = '';
  for (const symbol of symbolsOf(text.normalize('NFC'))) {
    result += everyCharacter(symbol, stays) ? symbol : likeness(symbol, stays);
  }
  return result;
}

/** As a reader counts them: a family emoji of seven code points is one. The segmenter is slow, so only where it can matter. */
function symbolsOf(text: string): Iterable<string> {
  return joining.test(text) ? Array.from(graphemes.segment(text), ({ segment }) => segment) : text;
}

/** The nearest that may stay in place of one visible symbol. */
function likeness(symbol: string, stays: (character: string) => boolean): string {
  const direct = replacements.get(symbol);
  if (direct !== undefined) return direct;
  let result = '';
  for (const character of symbol) {
    if (stays(character)) result += character;
    else if (!invisible.test(character)) result += decomposed(character, stays) ?? '';
  }
  return result === '' && !everyCharacter(symbol, (character) => invisible.test(character)) ? '?' : result;
}

function decomposed(character: string, stays: (character: string) => boolean): string | null {
  let result = '';
  for (const piece of character.normalize('NFKD')) {
    if (invisible.test(piece)) continue;
    const kept = stays(piece) ? piece : replacements.get(piece);
    if (kept === undefined) return null;
    result += kept;
  }
  return result === '' ? null : result;
}

function everyCharacter(text: string, holds: (character: string) => boolean): boolean {
  for (const character of text) if (!holds(character)) return false;
  return true;
}
