import { linkRanges, type TextRange, withAccentMode } from './accents.ts';
import { blockedWordsIn } from './blocked-words.ts';
import { countUnits, isGsm7, partsOf } from './segments.ts';
import { type ReplacedLink, replacedLinks } from './short-links.ts';
import type { AccentMode, UnitCounting } from './states.ts';
import { parseTemplate, positionIn } from './template.ts';
import { type ExamplePiece, examplePieces } from './template-example.ts';

/** What may be saved and is better changed. */
export type TemplateWarning = {
  /**
   * `blocked-word`: some provider refuses it. `costly-character`: it makes the whole text UCS-2. `glued-code`: a link or code touches
   * other characters, so that phones copy or open too much. `cut-link`: phones end the link there. `split-code`: it travels in two
   * parts. `too-long`: with the examples it is more than the gateway takes, and nothing is ever cut.
   */
  code: 'blocked-word' | 'costly-character' | 'glued-code' | 'cut-link' | 'split-code' | 'too-long';
  index: number;
  line: number;
  column: number;
  given: string;
  /** What to write instead; null where there is no such. */
  instead: string | null;
};

export type LintLimits = {
  accents: AccentMode;
  maxLength: number;
  maxSegments: number;
  counting: UnitCounting;
  /** Where the short links are that stand in place of those of the text; absent or null: these stay. */
  linkOrigin?: string | null;
};

type Found = Pick<TemplateWarning, 'code' | 'index' | 'given' | 'instead'>;

/** Everything that may go wrong with a text that is sound as a template, in the order of the text. */
export function lintTemplate(template: string, limits: LintLimits): TemplateWarning[] {
  const { linkOrigin = null } = limits;
  const replaced = linkOrigin === null ? [] : replacedLinks(template);
  const found = [
    ...blockedWordsIn(template)
      .filter(({ index }) => !isWithin(replaced, index))
      .map(({ index, word, instead }): Found => ({ code: 'blocked-word', index, given: word, instead })),
    ...(limits.counting === 'one' ? [] : costlyCharacters(template, limits.accents, replaced)),
    ...gluedCodes(template, replaced),
    ...cutLinks(template, replaced),
    ...lengthOf(examplePieces(template, linkOrigin), limits),
  ];
  return found.toSorted((a, b) => a.index - b.index).map(({ index, ...one }) => ({ ...one, ...positionIn(template, index) }));
}

/** Where accents are replaced, only links keep theirs. */
function costlyCharacters(template: string, accents: AccentMode, replaced: readonly ReplacedLink[]): Found[] {
  const links = linkRanges(template);
  return charactersOf(template)
    .filter(({ index }) => !isWithin(replaced, index))
    .filter(({ character, index }) => !isGsm7(character) && (accents === 'keep' || isWithin(links, index)))
    .map(({ character, index }) => ({ code: 'costly-character', index, given: shown(character), instead: likenessOf(character) }));
}

function likenessOf(character: string): string | null {
  if (/\s/u.test(character)) return ' ';
  const likeness = withAccentMode(character, 'smart', []);
  return likeness === '?' || likeness === '' ? null : likeness;
}

/** A no-break space looks like any other. */
function shown(character: string): string {
  return /[\s\p{Cf}]/u.test(character) ? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` : character;
}

function gluedCodes(template: string, replaced: readonly ReplacedLink[]): Found[] {
  return parseTemplate(template).flatMap((part): Found[] => {
    if (part.kind !== 'variable' || !part.variable.verbatim) return [];
    // What belongs to the address of a link goes with it; a code within a link that is written out is part of that.
    const link = replaced.find(({ start, end }) => part.index >= start && part.index < end);
    if (link !== undefined && link.start !== part.index) return [];
    const given = link?.text ?? part.text;
    const before = template.slice(0, part.index).at(-1) ?? ' ';
    const after = template.slice(part.index + given.length).at(0) ?? ' ';
    if (/\s/.test(before) && /\s/.test(after)) return [];
    const instead = `${/\s/.test(before) ? '' : ' '}${given}${/\s/.test(after) ? '' : ' '}`;
    return [{ code: 'glued-code', index: part.index, given, instead }];
  });
}

/** A link that ends right after its beginning, and one with a letter that no address has. */
function cutLinks(template: string, replaced: readonly ReplacedLink[]): Found[] {
  const empty = [...template.matchAll(/(?:https?:\/\/|www\.)(?=\s|$)/giu)].map(
    ({ 0: given, index }): Found => ({ code: 'cut-link', index, given, instead: null }),
  );
  const foreign = linkRanges(template).flatMap(({ start, end }): Found[] => {
    if (isWithin(replaced, start)) return [];
    const at = [...template.slice(start, end)].findIndex((character) => character > '~');
    return at < 0
      ? []
      : [{ code: 'cut-link', index: start, given: template.slice(start, end), instead: template.slice(start, start + at) }];
  });
  return [...empty, ...foreign];
}

/** The text with the variables' examples: whether the gateway takes it, and whether a code that fits in one part travels in two. */
function lengthOf(pieces: readonly ExamplePiece[], { accents, maxLength, maxSegments, counting }: LintLimits): Found[] {
  let text = '';
  const codes: (TextRange & { index: number; given: string })[] = [];
  for (const piece of pieces) {
    const start = text.length;
    text += piece.text;
    if (piece.verbatim) codes.push({ start, end: text.length, index: piece.index, given: piece.given });
  }
  const written = withAccentMode(text, accents, codes);
  const { segments, encoding } = countUnits(written, counting);
  const tooLong: Found[] =
    written.length > maxLength || segments > maxSegments
      ? [{ code: 'too-long', index: 0, given: `${written.length} × ${encoding}`, instead: null }]
      : [];
  // Accents may have changed the length of what stands before; then nobody knows where a part ends.
  if (counting === 'one' || written.length !== text.length) return tooLong;
  const partOf = partsOf(written);
  const split = codes.filter(({ start, end }) => partOf[start] !== partOf[end - 1] && end - start <= shortCode);
  return [...tooLong, ...split.map(({ index, given }): Found => ({ code: 'split-code', index, given, instead: null }))];
}

/** Longer codes travel in two parts wherever they stand. */
const shortCode = 60;

function charactersOf(text: string): { character: string; index: number }[] {
  let index = 0;
  return [...text].map((character) => {
    const at = index;
    index += character.length;
    return { character, index: at };
  });
}

function isWithin(ranges: readonly TextRange[], index: number): boolean {
  return ranges.some(({ start, end }) => index >= start && index < end);
}
