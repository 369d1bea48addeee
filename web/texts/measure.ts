import { type TextRange, withAccentMode } from '../../domain/accents.ts';
import { countUnits, isGsm7, type SegmentCount } from '../../domain/segments.ts';
import { replacedLinks } from '../../domain/short-links.ts';
import type { AccentMode, UnitCounting } from '../../domain/states.ts';
import { parseTemplate } from '../../domain/template.ts';
import { examplePieces } from '../../domain/template-example.ts';

/** What of a gateway decides how a text travels on it, and the most that it takes. */
export type Carrier = { accents: AccentMode; unitCounting: UnitCounting; maxLength: number; maxSegments: number };

/** As most gateways are, where none is chosen yet. */
export const usualCarrier: Carrier = { accents: 'smart', unitCounting: 'segments', maxLength: 160, maxSegments: 3 };

/**
 * A template with the example of each variable in its place, as a gateway would carry it: what is counted while somebody types. With an
 * origin of short links they stand in place of those of the text.
 */
export function measureExample(
  template: string,
  { accents, unitCounting }: Carrier,
  linkOrigin: string | null = null,
): { text: string } & SegmentCount {
  let text = '';
  const untouched: TextRange[] = [];
  for (const piece of examplePieces(template, linkOrigin)) {
    if (piece.verbatim) untouched.push({ start: text.length, end: text.length + piece.text.length });
    text += piece.text;
  }
  const carried = withAccentMode(text, accents, untouched);
  return { text: carried, ...countUnits(carried, unitCounting) };
}

/** A letter of the template itself that no plain SMS has; `index` counts UTF-16 code units. */
export type CostlyLetter = { index: number; character: string; replacement: string };

/**
 * The letters that make every SMS of a text carry 70 of them instead of 160, with what may stand in their place; those of links that short
 * ones stand for cost nothing.
 */
export function costlyLetters(template: string, shortLinks = false): CostlyLetter[] {
  const links = shortLinks ? replacedLinks(template) : [];
  const isReplaced = (at: number) => links.some(({ start, end }) => at >= start && at < end);
  let index = 0;
  return parseTemplate(template).flatMap((part) => {
    const found: CostlyLetter[] = [];
    for (const character of part.text) {
      if (part.kind !== 'variable' && !isGsm7(character) && !isReplaced(index)) {
        found.push({ index, character, replacement: withAccentMode(character, 'smart', []) });
      }
      index += character.length;
    }
    return found;
  });
}

/** The template with its costly letters replaced: those like `only`, or all of them. */
export function mended(template: string, only?: string): string {
  return costlyLetters(template)
    .filter(({ character }) => only === undefined || character === only)
    .toReversed()
    .reduce(
      (text, { index, character, replacement }) => text.slice(0, index) + replacement + text.slice(index + character.length),
      template,
    );
}
