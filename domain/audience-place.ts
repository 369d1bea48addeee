/**
 * How far somebody is who goes through an audience: first the customers in the order of their ids, then the phones of lists in theirs.
 * A customer's place is the id itself; that of a phone begins as no id does.
 */
export type AudiencePlace = { customer: string } | { phone: string };

const phoneMark = '/';

/** A place as it was written; the empty one is the beginning. */
export function readAudiencePlace(written: string): AudiencePlace {
  return written.startsWith(phoneMark) ? { phone: written.slice(phoneMark.length) } : { customer: written };
}

/** The place after a phone of a list; without one, before all of them. */
export function placeOfPhone(phone = ''): string {
  return phoneMark + phone;
}
