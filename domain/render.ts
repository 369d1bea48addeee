import { type TextRange, withAccentMode } from './accents.ts';
import { isLinkOrCode, isListVariable } from './recipient-lists.ts';
import { countUnits, type SegmentCount } from './segments.ts';
import { isPersonal, linkSpans, type ShortLink, type ShortLinks, shortLinkOf, targetOf } from './short-links.ts';
import type { AccentMode, UnitCounting } from './states.ts';
import { parseTemplate } from './template.ts';
import type { TemplateFacts } from './template-facts.ts';

/** What happens where a value is missing: a text in its place, this recipient left out, or the step held until a person looks. */
export type MissingRule = { default: string } | 'skip' | 'hold';

export type RenderOptions = {
  accents: AccentMode;
  /** By variable name; a variable without a rule holds. */
  missing: Readonly<Record<string, MissingRule>>;
  /** By parts where nothing is said. */
  counting?: UnitCounting;
  /** Links of the template and the payment link give way to short ones; absent: they stay. */
  shortLinks?: ShortLinks;
};

/** `maskedText` is what may be stored and shown: secrets as asterisks; the same as `text` when there are none. */
export type RenderedText = { kind: 'text'; text: string; maskedText: string; links: ShortLink[] } & SegmentCount;

export type RenderResult = RenderedText | { kind: 'missing'; variable: string; rule: 'skip' | 'hold' };

type Piece = { text: string; verbatim: boolean; secret: boolean };

/**
 * The text for one recipient, with how it travels. One pass: a value that looks like a variable (a customer named `{CLI_PASS}`) stays
 * as it is. Never throws and never cuts; what `checkTemplate` would refuse appears literally.
 */
export function renderTemplate(
  template: string,
  facts: TemplateFacts,
  { accents, missing, counting = 'segments', shortLinks }: RenderOptions,
): RenderResult {
  const pieces: Piece[] = [];
  const links: ShortLink[] = [];
  for (const span of shortLinks === undefined ? [{ text: template, place: null }] : linkSpans(template)) {
    const written = piecesOf(span.text, facts, missing);
    if ('kind' in written) return written;
    const link = shortLinks && span.place !== null ? shortened(written, { ...span, place: span.place }, shortLinks) : null;
    if (link === null) pieces.push(...written);
    else {
      pieces.push({ text: link.short, verbatim: true, secret: false });
      links.push(link);
    }
  }

  const text = joined(pieces, accents);
  const maskedText = pieces.some(({ secret }) => secret) ? joined(pieces.map(masked), accents) : text;
  return { kind: 'text', text, maskedText, links, ...countUnits(text, counting) };
}

function piecesOf(
  template: string,
  facts: TemplateFacts,
  missing: RenderOptions['missing'],
): Piece[] | Extract<RenderResult, { kind: 'missing' }> {
  const pieces: Piece[] = [];
  for (const part of parseTemplate(template)) {
    if (part.kind !== 'variable') {
      pieces.push({ text: part.text, verbatim: false, secret: false });
      continue;
    }
    const { name, secret, verbatim } = part.variable;
    const rule = missing[name] ?? 'hold';
    const text = part.variable.value(facts) ?? (typeof rule === 'string' ? null : rule.default);
    if (text === null) return { kind: 'missing', variable: name, rule: rule === 'skip' ? 'skip' : 'hold' };
    pieces.push({ text, verbatim: verbatim || (isListVariable(name) && isLinkOrCode(text)), secret });
  }
  return pieces;
}

/** The short link in place of a written one; null where that leads nowhere, or would carry a secret along. */
function shortened(
  pieces: readonly Piece[],
  { text, place }: { text: string; place: number },
  { origin, codeOf }: ShortLinks,
): ShortLink | null {
  const written = pieces.map((piece) => piece.text).join('');
  const target = targetOf(written);
  if (target === null || pieces.some(({ secret }) => secret)) return null;
  const code = codeOf(place);
  return { place, code, short: shortLinkOf(origin, code), written, target, personal: isPersonal(text) };
}

function joined(pieces: readonly Piece[], accents: AccentMode): string {
  let text = '';
  const untouched: TextRange[] = [];
  for (const piece of pieces) {
    if (piece.verbatim) untouched.push({ start: text.length, end: text.length + piece.text.length });
    text += piece.text;
  }
  return withAccentMode(text, accents, untouched);
}

/** Always as many asterisks: the length of a secret is part of it. */
function masked(piece: Piece): Piece {
  return piece.secret ? { ...piece, text: '******' } : piece;
}
