import { normalizePhone } from '../domain/phone.ts';

/** A number as a provider writes it, as E.164 where it can be read, else as it came. */
export function phoneFromProvider(written: string): string {
  const trimmed = written.trim();
  const phone = normalizePhone(trimmed, { areaCode: null });
  return phone.kind === 'unusable' ? trimmed : phone.e164;
}
