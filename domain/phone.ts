import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { isAreaCode } from './area-codes.ts';

/** How a gateway wants the number: `67999991234`, `5567999991234` or `+5567999991234`. */
export const numberFormats = ['area', '55', '+55'] as const;
export type NumberFormat = (typeof numberFormats)[number];

export type UnusablePhone =
  | 'not-a-number'
  | 'too-short'
  | 'too-long'
  | 'repeated-digits'
  | 'area-code-missing'
  | 'area-code-unknown'
  | 'not-a-subscriber'
  | 'invalid-foreign-number';

/** Mobiles are texted; landlines are kept and never texted. `e164` is `+55` and 10 or 11 digits, or a valid foreign number. */
export type NormalizedPhone = { kind: 'mobile' | 'landline'; e164: string } | { kind: 'unusable'; reason: UnusablePhone };

/**
 * Reads a phone as people type it: any punctuation, `+55`, `0055`, trunk zero (`067…`), carrier (`0xx67…`, `01567…`), the old mobile
 * without its ninth digit (completed: they stopped ringing in 2016), no area code (completed with the unit's `areaCode`).
 * Numbers whose last eight digits are all alike are fillers. A foreign number needs `+` or `00`, and must be a valid one.
 */
export function normalizePhone(raw: string, { areaCode }: { areaCode: string | null }): NormalizedPhone {
  const digits = raw.replace(/\D/g, '');
  if (digits === '') return unusable('not-a-number');
  if (digits.length >= 8 && /^(\d)\1*$/.test(digits)) return unusable('repeated-digits');

  if (/^[^\d+]*\+/.test(raw)) return digits.startsWith('55') ? fromBrazil(digits.slice(2)) : fromAbroad(digits);
  const national = nationalNumber(raw, digits);
  const phone = withAreaCode(national, areaCode);
  if (phone.kind !== 'unusable' || !digits.startsWith('00')) return phone;
  const foreign = fromAbroad(national);
  return foreign.kind === 'unusable' ? phone : foreign;
}

/** What is left of a number dialled inside Brazil: area code (if written) and subscriber. */
function nationalNumber(raw: string, digits: string): string {
  if (/^\W*0?\W*x\W*x/i.test(raw)) return withoutZeros(digits);
  const dialled = withoutZeros(digits);
  if (dialled.startsWith('55')) {
    const rest = withoutZeros(dialled.slice(2));
    // Only then is 55 the country: it is also the area code of Santa Maria, RS.
    if (dialled.length > 11 && (rest.length === 10 || rest.length === 11)) return rest;
  }
  const trunkAndCarrier = digits.length - dialled.length === 1 && (dialled.length === 12 || dialled.length === 13);
  return trunkAndCarrier ? dialled.slice(2) : dialled;
}

/** After an explicit +55 nothing is guessed: whoever writes the country and leaves the area out may mean area 55. */
function fromBrazil(written: string): NormalizedPhone {
  const national = withoutZeros(written);
  return national.length === 8 || national.length === 9 ? unusable('area-code-missing') : withAreaCode(national, null);
}

function withAreaCode(national: string, areaCode: string | null): NormalizedPhone {
  if (national.length < 8) return unusable('too-short');
  if (national.length > 11) return unusable('too-long');
  if (national.length >= 10) return subscriber(national.slice(0, 2), national.slice(2));
  return areaCode === null ? checkedSubscriber(national) : subscriber(areaCode, national);
}

/** Without any area code: say first what is wrong with the number itself. */
function checkedSubscriber(number: string): NormalizedPhone {
  const phone = subscriber('11', number);
  return phone.kind === 'unusable' ? phone : unusable('area-code-missing');
}

function subscriber(areaCode: string, number: string): NormalizedPhone {
  if (/(\d)\1{7}$/.test(number)) return unusable('repeated-digits');
  if (!isAreaCode(areaCode)) return unusable('area-code-unknown');
  const eight = number.length === 8;
  if (eight && /^[2-5]/.test(number)) return { kind: 'landline', e164: `+55${areaCode}${number}` };
  if (eight && /^[6-9]/.test(number)) return { kind: 'mobile', e164: `+55${areaCode}9${number}` };
  if (!eight && number.startsWith('9')) return { kind: 'mobile', e164: `+55${areaCode}${number}` };
  return unusable('not-a-subscriber');
}

function fromAbroad(digits: string): NormalizedPhone {
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  if (!parsed?.isValid() || parsed.countryCallingCode === '55') return unusable('invalid-foreign-number');
  return { kind: 'mobile', e164: parsed.number };
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+/, '');
}

function unusable(reason: UnusablePhone): NormalizedPhone {
  return { kind: 'unusable', reason };
}

/**
 * The number as a gateway expects it. Null for a foreign number where the gateway reads area and number only: its digits would
 * ring at a stranger's in Brazil.
 */
export function formatForGateway(e164: string, format: NumberFormat): string | null {
  if (format === '+55') return e164;
  if (format === '55') return e164.slice(1);
  return e164.startsWith('+55') ? e164.slice(3) : null;
}

/** For people without the right to see phones, and for logs: `+55 67 9****-1234`, `+55 67 ****-3333`, abroad `+****1234`. */
export function maskPhone(e164: string): string {
  const [, area, ninth = '', last] = /^\+55(\d{2})(9(?=\d{8}$))?\d{4}(\d{4})$/.exec(e164) ?? [];
  return area && last ? `+55 ${area} ${ninth}****-${last}` : `+****${e164.slice(-4)}`;
}
