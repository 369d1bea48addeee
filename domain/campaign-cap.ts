import type { CampaignClass } from './audience.ts';
import type { CampaignCap } from './campaign.ts';
import { addMs, type Instant } from './instants.ts';
import { dayMs } from './local-time.ts';
import type { LeftOut, Recipient } from './recipients.ts';

/** The cap as it holds for one audience: advertising texts since a moment. */
export type CapInForce = { since: Instant; perCustomer: number; perPhone: number };

/** Advertising that somebody has had, or is about to have, since then. */
export type TextsHad = { ofCustomer(customerId: string): number; ofPhone(phone: string): number };

/** Only advertising is capped. */
export function capInForce(campaignClass: CampaignClass, cap: CampaignCap | null, now: Instant): CapInForce | null {
  if (campaignClass !== 'marketing' || cap === null) return null;
  const { days, perCustomer, perPhone } = cap;
  return { since: addMs(now, -days * dayMs), perCustomer, perPhone };
}

/** Whether a customer, or the phone, has had as much as the cap allows. */
export function isCapped({ phone, customerId }: { phone: string; customerId: string | null }, cap: CapInForce, had: TextsHad): boolean {
  return (customerId !== null && had.ofCustomer(customerId) >= cap.perCustomer) || had.ofPhone(phone) >= cap.perPhone;
}

/** Leaves out whom the texts before it in the list bring to the cap: a customer of several phones or charges, a phone of several customers. */
export function withinCap(judged: readonly (Recipient | LeftOut)[], cap: CapInForce | null, had: TextsHad): (Recipient | LeftOut)[] {
  if (cap === null) return [...judged];
  const customers = new Map<string, number>();
  const phones = new Map<string, number>();
  const together: TextsHad = {
    ofCustomer: (id) => had.ofCustomer(id) + (customers.get(id) ?? 0),
    ofPhone: (phone) => had.ofPhone(phone) + (phones.get(phone) ?? 0),
  };
  return judged.map((one) => {
    if (one.kind === 'left-out') return one;
    const { audience, customerId, name, chargeId, phone } = one;
    if (isCapped({ phone, customerId }, cap, together)) {
      return { kind: 'left-out', audience, customerId, name, chargeId, phone, reason: 'cap', detail: null };
    }
    if (customerId !== null) customers.set(customerId, (customers.get(customerId) ?? 0) + 1);
    phones.set(phone, (phones.get(phone) ?? 0) + 1);
    return one;
  });
}
