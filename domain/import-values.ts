import { isId } from './ids.ts';
import { epochMs, type Instant, type IsoDate, instantOf } from './instants.ts';
import { addDays, zoneOf } from './local-time.ts';
import { parseReais } from './money.ts';

/** What one cell of a file says, or what was expected instead (in Portuguese: import reports are). */
export type Reading<T> = { ok: true; value: T } | { ok: false; code: string; message: string };

/** How a text of a file is understood; the header tells amounts in reais from centavos. */
export type Reader<T> = (text: string, header: string) => Reading<T>;

export const readId: Reader<string> = (text) =>
  isId(text) ? taken(text) : refused('invalid-id', 'código inválido; esperado: 1 a 64 caracteres de A-Z a-z 0-9 . _ : -');

/** One line of text; tabs count as spaces. */
export function readText(mostCharacters: number): Reader<string> {
  return (text) => {
    const clean = text.replaceAll('\t', ' ');
    if (/\p{Cc}/u.test(clean)) return refused('invalid-text', 'caractere de controle; esperado: uma linha de texto');
    if (clean.length > mostCharacters) return refused('too-long', `${clean.length} caracteres; esperado: no máximo ${mostCharacters}`);
    return taken(clean);
  };
}

const brazilianDate = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** `23/05/2018` or `2018-05-23`, a day that exists. */
export const readDate: Reader<IsoDate> = (text) => {
  const [, day, month, year] = brazilianDate.exec(text) ?? [];
  const iso = day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return refused('invalid-date', 'não é uma data; esperado: dd/mm/aaaa, como 23/05/2018');
  const exists = !Number.isNaN(Date.parse(`${iso}T00:00:00Z`)) && addDays(iso, 0) === iso && iso >= '1900-01-01';
  return exists ? taken(iso) : refused('invalid-date', 'a data não existe no calendário; esperado: dd/mm/aaaa, como 23/05/2018');
};

/** When something was paid: a date, or a moment with offset. A moment without a local offset counts as Brasília's date. */
export const readPaidAt: Reader<{ paidOn: IsoDate; paidAt: Instant | null }> = (text) => {
  const [, date, offset] = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i.exec(text) ?? [];
  if (date === undefined || offset === undefined) {
    const day = readDate(text, '');
    return day.ok ? taken({ paidOn: day.value, paidAt: null }) : day;
  }
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return refused('invalid-date', 'o momento não existe; esperado: 2026-12-05T10:00:00-04:00');
  const paidOn = offset.toUpperCase() === 'Z' ? zoneOf('America/Sao_Paulo').toLocal(ms).date : date;
  return taken({ paidOn, paidAt: instantOf(ms) });
};

const mostCents = 99_999_999_999;

/** Reais as people write them (`1.234,56`, `R$ 74,22`); whole centavos under a header that ends in `Cents`. Never negative. */
export const readMoney: Reader<number> = (text, header) => {
  const expected = 'esperado: um valor a partir de zero, como 1.234,56';
  if (/cents$/i.test(header)) {
    return /^\d{1,11}$/.test(text) ? taken(Number(text)) : refused('invalid-amount', 'esperado: centavos inteiros, como 14637');
  }
  const amount = parseReais(text);
  if (!amount.ok) {
    const reasons = {
      'not-an-amount': 'não é um valor',
      ambiguous: 'valor ambíguo (milhar ou centavos?)',
      'too-large': 'valor grande demais',
    };
    return refused('invalid-amount', `${reasons[amount.reason]}; ${expected}`);
  }
  if (amount.cents < 0) return refused('negative-amount', `valor negativo; ${expected}`);
  return amount.cents > mostCents ? refused('invalid-amount', `valor grande demais; ${expected}`) : taken(amount.cents);
};

/** One of some words, in Portuguese or as the API spells it; case and accents do not matter. */
export function readWord<T extends string>(words: Readonly<Record<string, T>>): Reader<T> {
  const known = new Map(Object.entries(words).map(([word, value]) => [foldedWord(word), value]));
  const expected = Object.keys(words).join(', ');
  return (text) => {
    const value = known.get(foldedWord(text));
    return value === undefined ? refused('unknown-word', `palavra desconhecida; esperado: ${expected}`) : taken(value);
  };
}

const yesNo = readWord({ S: 'yes', N: 'no', Sim: 'yes', Não: 'no', true: 'yes', false: 'no', 1: 'yes', 0: 'no' });

/** `S` or `N`. */
export const readYesNo: Reader<boolean> = (text, header) => {
  const word = yesNo(text, header);
  return word.ok ? taken(word.value === 'yes') : word;
};

export const readTimeZone: Reader<string> = (text) => {
  try {
    zoneOf(text);
    return taken(text);
  } catch {
    return refused('invalid-time-zone', 'fuso desconhecido; esperado: um nome IANA, como America/Campo_Grande');
  }
};

/** An integer, or an instant that counts as its milliseconds. */
export const readSourceVersion: Reader<number> = (text) => {
  if (/^\d{1,15}$/.test(text)) return taken(Number(text));
  const ms = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/i.test(text) ? epochMs(text) : Number.NaN;
  return Number.isNaN(ms) ? refused('invalid-version', 'esperado: um inteiro ou um instante ISO 8601 com fuso') : taken(ms);
};

/** Lower case, no accents, letters and digits only: how headers and words are compared. */
export function foldedWord(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

function taken<T>(value: T): Reading<T> {
  return { ok: true, value };
}

function refused(code: string, message: string): { ok: false; code: string; message: string } {
  return { ok: false, code, message };
}
