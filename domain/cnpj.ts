const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

/**
 * Whether a text is a CNPJ, with or without its punctuation: twelve digits or, since July 2026, capital letters (IN RFB 2.229/2024), and
 * two check digits modulo 11 in which a letter counts as its ASCII code less 48.
 */
export function isCnpj(text: string): boolean {
  const id = text.trim().toUpperCase();
  if (!/^[\dA-Z]{2}\.?[\dA-Z]{3}\.?[\dA-Z]{3}\/?[\dA-Z]{4}-?\d{2}$/.test(id)) return false;
  const signs = id.replace(/[./-]/g, '');
  if (/^(.)\1*$/.test(signs)) return false;
  const base = signs.slice(0, 12);
  const first = checkDigit(base);
  return signs.slice(12) === `${first}${checkDigit(`${base}${first}`)}`;
}

function checkDigit(signs: string): number {
  const least = weights.length - signs.length;
  const sum = [...signs].reduce((total, sign, index) => total + (sign.charCodeAt(0) - 48) * (weights[least + index] ?? 0), 0);
  return sum % 11 < 2 ? 0 : 11 - (sum % 11);
}
