import type { ReceiptState } from './incoming.ts';
import { accepted, misconfigured, refused, temporary, unknown, type Verdict } from './provider-answer.ts';

/** A code and its words, as Zenvia's legacy interface says them. */
export type ZenviaStatus = { status: string | null; detail: string | null; words: string };

/** The identical tables of two client libraries (louis-kevin/ZenviaLaravel, zetta-code/zenvia), by what they ask of us. */
const taken = ['000', '100', '110', '111', '120', '133', '200'];
const notThisText = ['010', '011', '012', '015', '016', '017', '018', '021', '134', '170', '172'];
const notThisNumber = ['013', '014', '130', '131', '132', '136', '140', '141', '145', '150', '161', '162', '171'];
const notThisAccount = ['135', '210', '900', '901', '990', '998'];
const later = ['160', '190', '999'];
const alreadySent = '080';

/** What the answer to a send means. An id seen before is the text accepted before; later refusals are safe to repeat with that id. */
export function zenviaVerdict({ status, detail, words }: ZenviaStatus, ownId: string): Verdict | null {
  if (detail === alreadySent) return accepted(ownId);
  if (detail !== null && (notThisAccount.includes(detail) || /invalid user|authenticat|credential/i.test(words)))
    return misconfigured(`Zenvia: ${words}`);
  if (detail !== null && (notThisText.includes(detail) || notThisNumber.includes(detail))) return refused(`Zenvia: ${words}`);
  if (status !== null && /^0[0-3]$/.test(status)) return accepted(ownId);
  if (status !== null && /^0[4-9]$/.test(status)) return refused(`Zenvia: ${words}`);
  if (detail !== null && later.includes(detail)) return temporary(`Zenvia: ${words}`);
  if (detail !== null && taken.includes(detail)) return accepted(ownId);
  return status === null ? null : unknown(`Zenvia: ${words}`);
}

/** What a status means for the message's life. `03` with detail 111 is no proof: the operator confirms nothing. */
export function zenviaReceiptState({ status, detail }: ZenviaStatus): ReceiptState | null {
  if (status === '03') return detail === '111' ? 'accepted' : 'delivered';
  if (status === null) return null;
  if (/^0[0-2]$/.test(status)) return 'accepted';
  if (status === '04' || status === '05') return 'undelivered';
  if (/^0[6-9]$/.test(status)) return 'refused';
  return /^(10|99)$/.test(status) ? 'undelivered' : null;
}
