import type { CustomerKind } from './states.ts';

/** What a text may call a customer. */
export type CustomerNames = { first: string; last: string | null; full: string };

const particles = new Set(['de', 'da', 'do', 'dos', 'das', 'e']);
const suffixes = new Set(['junior', 'jr', 'jr.', 'filho', 'filha', 'neto', 'neta', 'sobrinho', 'sobrinha', 'segundo']);
const legalForms = new Set(['ltda', 'ltda.', 'eireli', 'epp', 'me', 'mei', 's/a', 's.a.', 's/s', 'cia', 'cnpj']);

/**
 * The names of a customer, in the case a person would write them. A person: first word, and last word after the particles with its
 * suffix (`Maria de Fátima da Silva Neto` is Maria, Silva Neto). A company is always called by its whole trade name, else its name.
 */
export function customerNames({ name, kind, tradeName }: { name: string; kind: CustomerKind; tradeName: string | null }): CustomerNames {
  if (kind === 'company') {
    const whole = properCase(tradeName?.trim() ? tradeName : name);
    return { first: whole, last: whole, full: whole };
  }
  const full = properCase(name);
  const [first = '', ...rest] = full.split(' ');
  return { first, last: surname(rest), full };
}

function surname(words: string[]): string | null {
  const end = words.findLastIndex((word) => !particles.has(word.toLowerCase()));
  const last = words[end];
  if (last === undefined) return null;
  const before = words[end - 1];
  const joined = suffixes.has(folded(last)) && before !== undefined && !particles.has(before.toLowerCase());
  return joined ? `${before} ${last}` : last;
}

/** A name in one case only (`JÉSSICA D'ÁVILA DA SILVA`) is written properly; a name of mixed case is how its owner writes it. */
function properCase(name: string): string {
  const words = name.trim().split(/\s+/u);
  const whole = words.join(' ');
  const oneCase = whole === whole.toUpperCase() || whole === whole.toLowerCase();
  return oneCase ? words.map((word, index) => properWord(word, index === 0)).join(' ') : whole;
}

function properWord(word: string, opens: boolean): string {
  const lower = word.toLowerCase();
  if (!opens && particles.has(lower)) return lower;
  if (!opens && (legalForms.has(lower) || /^i{2,3}$|^iv$/.test(lower))) return word.toUpperCase();
  if (!/^[\p{L}.'’-]+$/u.test(word)) return word;
  return lower.replace(/(^|['’-])(\p{L})/gu, (_, start: string, letter: string) => start + letter.toUpperCase());
}

const companyWords = new Set(
  'associacao autoescola clinica colegio comercial comercio condominio construtora cooperativa distribuidora empresa escola farmacia hotel igreja industria instituto lanchonete mercearia oficina padaria posto pousada prefeitura restaurante sindicato supermercado transportadora transportes'.split(
    ' ',
  ),
);

/** Person or company, where nobody said: by the tax id (CPF 11 digits; CNPJ 14, letters too since 2026), else by the words of the name. */
export function guessKind(name: string, taxId: string | null): CustomerKind {
  const id = (taxId ?? '').replace(/[^0-9a-z]/gi, '');
  if (/^[0-9a-z]{12}\d{2}$/i.test(id)) return 'company';
  if (/^\d{11}$/.test(id)) return 'person';

  const words = folded(name).split(/\s+/u);
  const legalForm = words.slice(1).some((word) => legalForms.has(word));
  return legalForm || words.includes('&') || words.some((word) => companyWords.has(word)) ? 'company' : 'person';
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}
