import { phoneExpected, readPhones } from './customer-phones.ts';
import type { FieldProblem } from './fields.ts';

/**
 * What a phone no longer gets: texts meant for one customer who is somebody else, advertising, or any automatic text. The last two are
 * one wish of a phone; `wrong-person` may stand beside it, once per customer.
 */
export const optOutScopes = ['wrong-person', 'marketing', 'all'] as const;
export type OptOutScope = (typeof optOutScopes)[number];

export type OptOutFields = {
  /** E.164. */
  phone: string;
  scope: OptOutScope;
  /** Of `wrong-person`: the customer it is taken from, null for every one. Else only whose phone it was when the wish came. */
  customerId: string | null;
  reason: string | null;
  /** How it came to us: `api`, `reply`, `import`, or words of the caller's. */
  source: string;
};

/** The number that was typed, landlines included, or what is wrong with it. */
export function readOptOutPhone(typed: string): { phone: string } | { problem: FieldProblem } {
  const { phones, unusable } = readPhones([{ number: typed, billing: false, marketing: false, consent: null }], { areaCode: null });
  const number = phones[0]?.number;
  if (number) return { phone: number };
  const message = unusable[0]?.message ?? { pt: 'não é um número', en: 'is no number' };
  return { problem: { code: 'phone-unusable', path: 'phone', given: typed, message, expected: phoneExpected } };
}

/** Whether a wish from a file or a reply would take back part of a known one, which only a person may do. */
export function weakens(scope: OptOutScope, known: OptOutScope): boolean {
  return scope === 'marketing' && known === 'all';
}
