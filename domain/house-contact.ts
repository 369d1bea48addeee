import { normalizePhone } from './phone.ts';
import { readUrl } from './web-url.ts';

/** How a customer reaches an office, as texts say it: what is asked of each before it is kept. */

/** Eight digits, with or without their point and hyphen. */
export function isPostalCode(text: string): boolean {
  return /^\d{2}\.?\d{3}-?\d{3}$/.test(text.trim());
}

/** A number that people in Brazil can ring: a landline or mobile, its area code left out or not, an 0800 and its like, or a short number. */
export function isHousePhone(text: string): boolean {
  if (!/^[\d\s()+./-]+$/.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  if (/^0[3589]00\d{6,7}$/.test(digits) || /^\d{3,5}$/.test(digits)) return true;
  return normalizePhone(text, { areaCode: '11' }).kind !== 'unusable';
}

/** A host (`www.netsul.com.br`) with what may follow it, or an http address; a name without a dot is none. */
export function isWebsite(text: string): boolean {
  const typed = text.trim();
  if (/\s/.test(typed)) return false;
  const url = readUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '') return false;
  return /^([a-z\d-]+\.)+(xn--[a-z\d-]+|[a-z]{2,})$/i.test(url.hostname);
}
