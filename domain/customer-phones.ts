import type { FieldProblem, PhoneFields, Words } from './fields.ts';
import { normalizePhone, type UnusablePhone } from './phone.ts';

/** A phone as it is stored: as it was typed, and as a number where it can be one. */
export type ReadPhone = {
  raw: string;
  /** E.164. */
  number: string | null;
  kind: 'mobile' | 'landline' | 'unusable';
  billing: boolean;
  marketing: boolean;
  consent: PhoneFields['consent'];
};

export const phoneExpected: Words = {
  pt: 'celular brasileiro com DDD, como (67) 99999-1234',
  en: 'a Brazilian mobile with area code, like (67) 99999-1234',
};

const reasons: Record<UnusablePhone, Words> = {
  'not-a-number': { pt: 'não é um número', en: 'is no number' },
  'too-short': { pt: 'tem dígitos de menos', en: 'has too few digits' },
  'too-long': { pt: 'tem dígitos demais', en: 'has too many digits' },
  'repeated-digits': { pt: 'repete um só dígito', en: 'repeats one digit' },
  'area-code-missing': { pt: 'está sem DDD, e a unidade não tem um', en: 'lacks the area code, and the unit has none' },
  'area-code-unknown': { pt: 'tem um DDD que não existe', en: 'has an area code that does not exist' },
  'not-a-subscriber': { pt: 'não é celular nem fixo', en: 'is neither mobile nor landline' },
  'invalid-foreign-number': { pt: 'não existe no país indicado', en: 'does not exist in its country' },
};

/**
 * The phones of a customer, in order. The same number twice is kept once: billing where either says so, marketing only where both do,
 * because a "no" to advertising is never overruled. `unusable` and `landlines` say which will never be texted, and why.
 */
export function readPhones(phones: readonly PhoneFields[], { areaCode }: { areaCode: string | null }) {
  const read: ReadPhone[] = [];
  const unusable: FieldProblem[] = [];
  const landlines: FieldProblem[] = [];
  for (const [index, { number: raw, billing, marketing, consent }] of phones.entries()) {
    const phone = normalizePhone(raw, { areaCode });
    const number = phone.kind === 'unusable' ? null : phone.e164;
    const at = { path: `phones.${index}.number`, given: raw, expected: phoneExpected };
    if (phone.kind === 'unusable') unusable.push({ ...at, code: 'phone-unusable', message: reasons[phone.reason] });
    if (phone.kind === 'landline') landlines.push({ ...at, code: 'phone-landline', message: landline });
    const twin = number === null ? undefined : read.find((other) => other.number === number);
    if (twin === undefined) read.push({ raw, number, kind: phone.kind, billing, marketing, consent });
    else Object.assign(twin, { billing: twin.billing || billing, marketing: twin.marketing && marketing });
  }
  return { phones: read, unusable, landlines };
}

const landline: Words = {
  pt: 'é telefone fixo: fica no cadastro, mas não recebe SMS',
  en: 'is a landline: it is kept, but never texted',
};
