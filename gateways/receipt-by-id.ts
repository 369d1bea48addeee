import type { Receipt } from './incoming.ts';

/** A receipt by the provider's own id. */
export function receiptById(providerId: string, said: Pick<Receipt, 'state' | 'at' | 'detail'>): Receipt {
  return { ourId: null, phoneTag: null, providerId, part: null, ...said };
}
