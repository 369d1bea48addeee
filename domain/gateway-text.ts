import { withAccentMode } from './accents.ts';
import { priceOfSegments } from './money.ts';
import { countUnits } from './segments.ts';
import type { AccentMode, TextEncoding, UnitCounting } from './states.ts';

/** What of a gateway decides how a text travels on it. */
export type TextCarrier = { accents: AccentMode; price: string; maxLength: number; maxSegments: number; unitCounting: UnitCounting };

export type CarriedText = { text: string; segments: number; encoding: TextEncoding; cost: string };

/** A rendered text as this gateway carries it, with its price; null when it would have to be cut. Links and codes stay as they are. */
export function textOn({ accents, price, maxLength, maxSegments, unitCounting }: TextCarrier, rendered: string): CarriedText | null {
  const text = withAccentMode(rendered, accents, []);
  const { segments, encoding } = countUnits(text, unitCounting);
  if (text.length > maxLength || segments > maxSegments) return null;
  return { text, segments, encoding, cost: priceOfSegments(price, segments) };
}

/** Whether whatever one gateway carries whole the other does too: texts that are not written yet can be left to it. */
export function carriesAllOf(other: TextCarrier, own: TextCarrier): boolean {
  if (other.maxLength < own.maxLength) return false;
  if (other.unitCounting === 'one') return true;
  // Accents that are kept make more parts of the same text.
  return own.unitCounting === 'segments' && other.maxSegments >= own.maxSegments && (other.accents !== 'keep' || own.accents === 'keep');
}
