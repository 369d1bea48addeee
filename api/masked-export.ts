import { maskPhone, maskPhonesIn } from '../domain/masks.ts';

const phones = new Set(['address', 'phone', 'number', 'to', 'answered']);
const words = new Set(['text', 'subject', 'answer', 'receipt', 'reason']);

/** The same records for who may not see phones: masked where one stands alone, and within words. */
export function withPhonesMasked<T extends object>(known: T): T;
export function withPhonesMasked(known: object): object {
  return Object.fromEntries(Object.entries(known).map(([name, value]) => [name, masked(name, value)]));
}

function masked(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => masked(name, each));
  if (typeof value === 'object' && value !== null) return withPhonesMasked(value);
  if (typeof value !== 'string') return value;
  if (words.has(name)) return maskPhonesIn(value);
  return phones.has(name) && !value.includes('@') ? maskPhone(value) : value;
}
