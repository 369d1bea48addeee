/** Money is integer centavos everywhere; a price per segment is a decimal string in reais (`"0.0650"`). */

export type ParsedReais = { ok: true; cents: number } | { ok: false; reason: 'not-an-amount' | 'ambiguous' | 'too-large' };

const grouped = /^(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?$/;
const plain = /^(\d+)(?:[.,](\d{1,2}))?$/;
/** `1.234` is 1234 reais to a Brazilian and one real and 23 to a machine: a thousandfold mistake, so nobody guesses. */
const ambiguous = /^\d{1,3}\.\d{3}$/;
const signed = /^(-?)\s*(?:R\$)?\s*(-?)\s*([\d.,]+)$/i;

/** Centavos in the form of the texts: `R$1.234,56`, without a space, because ICU's no-break space would turn a text into UCS-2. */
export function formatReais(cents: number): string {
  const digits = Math.abs(cents).toString().padStart(3, '0');
  const reais = digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, '.');
  return `${cents < 0 ? '-' : ''}R$${reais},${digits.slice(-2)}`;
}

/**
 * Reads an amount as Brazilian systems write it: `1.234,56`, `R$ 74,22`, `0,05`, `100`, `-10,00`; and a plain decimal with one or two
 * places (`1234.56`, `100.5`). Refused as ambiguous: a lone point before three digits (`1.234`).
 */
export function parseReais(text: string): ParsedReais {
  const [, before, after, number = ''] = signed.exec(text.trim()) ?? [];
  if (number === '' || (before && after)) return { ok: false, reason: 'not-an-amount' };
  if (ambiguous.test(number)) return { ok: false, reason: 'ambiguous' };
  const found = grouped.exec(number) ?? plain.exec(number);
  if (!found) return { ok: false, reason: 'not-an-amount' };

  const [, reais = '', decimals = ''] = found;
  const cents = Number(reais.replaceAll('.', '') + decimals.padEnd(2, '0'));
  if (!Number.isSafeInteger(cents)) return { ok: false, reason: 'too-large' };
  return { ok: true, cents: (before || after) && cents !== 0 ? -cents : cents };
}

/** Reais with at most four decimals. */
export const pricePattern = /^(\d+)(?:\.(\d{1,4}))?$/;

/** Whether a text is a price per segment: a decimal in reais with at most four places. */
export function isPrice(text: string): boolean {
  return pricePattern.test(text);
}

/**
 * What a text of so many segments costs, in reais with four places: `("0.0650", 3)` is `"0.1950"`. Exact, no floating point.
 * @throws RangeError when `price` is not one (`isPrice`) or `segments` is not a whole number from 0 up.
 */
export function priceOfSegments(price: string, segments: number): string {
  const found = pricePattern.exec(price);
  if (segments < 0) throw new RangeError(`Segments count from 0 up; given ${segments}.`);
  if (!found) throw new RangeError(`A price has at most four decimal places, like "0.0650"; given "${price}".`);
  const [, reais = '', decimals = ''] = found;
  const total = (BigInt(reais + decimals.padEnd(4, '0')) * BigInt(segments)).toString().padStart(5, '0');
  return `${total.slice(0, -4)}.${total.slice(-4)}`;
}
