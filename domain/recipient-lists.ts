import type { Instant } from './instants.ts';

/** A column that a list brings of its own, and how a campaign's text names it: `Bairro Novo` is `{LISTA_BAIRRO_NOVO}`. */
export type ListColumn = { header: string; variable: string };

/** What the owners of a list's phones agreed to, when and how, and who says so. */
export type ListConsent = { at: Instant; source: string; wording: string | null; declaredBy: string };

/** What a list says of one phone: values by variable, without those that are missing, and the unit that stands for an unknown person's. */
export type Listed = { unitId: string; values: Readonly<Record<string, string>> };

export const mostListPhones = 200_000;
export const mostListColumns = 30;
export const mostValueCharacters = 300;

const prefix = 'LISTA_';
const mostNameCharacters = 40;

/** The variable of a column: its letters and digits in capitals, without accents, the rest as underscores. Null where it has none of them. */
export function listVariableOf(header: string): string | null {
  const name = header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, mostNameCharacters)
    .replace(/^_|_$/g, '');
  return name === '' ? null : prefix + name;
}

/** No variable of a customer, charge or unit begins so. */
export function isListVariable(name: string): boolean {
  return /^LISTA_[A-Z0-9_]+$/.test(name);
}

/** The name of the column where a text is tried out: no person's value is shown to others. */
export function sampleOfColumns(columns: readonly ListColumn[]): Record<string, string> {
  return Object.fromEntries(columns.map(({ header, variable }) => [variable, header]));
}

/** Whether a value is a link or a code, which arrives letter by letter as it was given. */
export function isLinkOrCode(value: string): boolean {
  return /^\S*[\d/@]\S*$/.test(value);
}

const phoneHeaders = ['telefone', 'celular', 'fone', 'numero', 'whatsapp', 'phone', 'mobile'];

/** Which of some headers, as `foldedWord` writes them, may be that of the phone. */
export function isPhoneHeader(folded: string): boolean {
  return phoneHeaders.includes(folded);
}
