import { type TextRange, withAccentMode } from './accents.ts';
import { countUnits, type SegmentCount } from './segments.ts';
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
};

/** `maskedText` is what may be stored and shown: secrets as asterisks; the same as `text` when there are none. */
export type RenderedText = { kind: 'text'; text: string; maskedText: string } & SegmentCount;

export type RenderResult = RenderedText | { kind: 'missing'; variable: string; rule: 'skip' | 'hold' };

type Piece = { text: string; verbatim: boolean; secret: boolean };

/**
 * The text for one recipient, with how it travels. One pass: a value that looks like a variable (a customer named `{CLI_PASS}`) stays
 * as it is. Never throws and never cuts; what `checkTemplate` would refuse appears literally.
 */
export function renderTemplate(
  template: string,
  facts: TemplateFacts,
  { accents, missing, counting = 'segments' }: RenderOptions,
): RenderResult {
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
    pieces.push({ text, verbatim, secret });
  }

  const text = joined(pieces, accents);
  const maskedText = pieces.some(({ secret }) => secret) ? joined(pieces.map(masked), accents) : text;
  return { kind: 'text', text, maskedText, ...countUnits(text, counting) };
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
