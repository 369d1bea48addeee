import { readPhones } from './customer-phones.ts';
import type { LineFinding } from './import-line.ts';
import { foldedWord, readText } from './import-values.ts';
import { normalizePhone } from './phone.ts';
import { isPhoneHeader, type ListColumn, listVariableOf, mostListColumns, mostValueCharacters } from './recipient-lists.ts';

/** One line of a list: a mobile, and what its own columns say, by variable. */
export type ImportedListRow = { phone: string; own: Record<string, string> };

type Place = { index: number; header: string };

/** The columns of a list's file. `ignored` have no letter or digit to be named by. */
export type ListHeader = { phone: Place; own: (Place & ListColumn)[]; ignored: string[] };

export type ListHeaderProblem =
  | { kind: 'phone-missing' }
  | { kind: 'phone-ambiguous'; headers: string[] }
  | { kind: 'same-variable'; variable: string; headers: string[] }
  | { kind: 'too-many-columns'; columns: number };

/** Finds the phone among the headers of a file, by the name that is given or by its usual ones, and names the other columns. */
export function readListHeader(headers: readonly string[], phoneColumn: string | null): ListHeader | ListHeaderProblem {
  const places = headers.map((header, index): Place => ({ index, header: header.trim() }));
  const wanted = phoneColumn === null ? isPhoneHeader : (folded: string) => folded === foldedWord(phoneColumn);
  const phones = places.filter(({ header }) => wanted(foldedWord(header)));
  const [phone, second] = phones;
  if (phone === undefined) return { kind: 'phone-missing' };
  if (second !== undefined) return { kind: 'phone-ambiguous', headers: phones.map(({ header }) => header) };
  const others = places.filter((place) => place !== phone && place.header !== '');
  const own = others.flatMap((place) => {
    const variable = listVariableOf(place.header);
    return variable === null ? [] : [{ ...place, variable }];
  });
  if (own.length > mostListColumns) return { kind: 'too-many-columns', columns: own.length };
  for (const { variable } of own) {
    const same = own.filter((one) => one.variable === variable);
    if (same.length > 1) return { kind: 'same-variable', variable, headers: same.map(({ header }) => header) };
  }
  const ignored = others.filter(({ header }) => listVariableOf(header) === null).map(({ header }) => header);
  return { phone, own, ignored };
}

/** One line of a list; null with findings where its phone cannot be texted or a value is none. Numbers without area code have the unit's. */
export function readListLine(
  cells: readonly string[],
  { phone, own }: ListHeader,
  { areaCode }: { areaCode: string | null },
): { record: ImportedListRow | null; findings: LineFinding[] } {
  const typed = cells[phone.index]?.trim() ?? '';
  const findings: LineFinding[] = [];
  const values: Record<string, string> = {};
  for (const { index, header, variable } of own) {
    const text = cells[index]?.trim() ?? '';
    if (text === '') continue;
    const reading = readText(mostValueCharacters)(text, header);
    if (reading.ok) values[variable] = reading.value;
    else findings.push({ severity: 'error', field: header, value: text, code: reading.code, message: reading.message });
  }
  const number = normalizePhone(typed, { areaCode });
  if (number.kind !== 'mobile') findings.unshift(phoneFinding(typed, phone.header, areaCode));
  if (number.kind !== 'mobile' || findings.length > 0) return { record: null, findings };
  return { record: { phone: number.e164, own: values }, findings };
}

function phoneFinding(typed: string, field: string, areaCode: string | null): LineFinding {
  const expected = 'celular com DDD, como (67) 99999-1234';
  const at = { severity: 'error' as const, field, value: typed };
  if (typed === '') return { ...at, code: 'required', message: `está vazio; esperado: ${expected}` };
  const { unusable, landlines } = readPhones([{ number: typed, billing: true, marketing: false, consent: null }], { areaCode });
  if (landlines.length > 0) return { ...at, code: 'phone-landline', message: `é telefone fixo e não recebe SMS; esperado: ${expected}` };
  return { ...at, code: 'phone-unusable', message: `${unusable[0]?.message.pt ?? 'não é um número'}; esperado: ${expected}` };
}
