import type { Regua } from './regua.ts';

export type Subscriber = { id: string; name: string; mobile: string; unit: string; test: boolean };
export type Invoice = { number: string; subscriberId: string; amountCents: number; dueDate: string };
export type Payment = { id: string; invoiceNumber: string; paidAt: string; amountCents: number };

/**
 * What a billing system tells Régua, when it happens. Everything goes under the billing system's own ids: sent twice, it changes nothing,
 * so that whatever was not answered may simply be sent again.
 */
export function billingSystem(regua: Regua) {
  return {
    async saveSubscriber({ id, name, mobile, unit, test }: Subscriber): Promise<void> {
      const phones = [{ number: mobile, billing: true, marketing: false }];
      await regua.PUT('/v1/customers/{id}', { params: { path: { id } }, body: { name, unit, phones, test } });
    },

    async issueInvoice({ number, subscriberId, amountCents, dueDate }: Invoice): Promise<void> {
      const body = { customerId: subscriberId, code: number, amountCents, dueDate };
      await regua.PUT('/v1/charges/{id}', { params: { path: { id: number } }, body });
    },

    /** From Régua's answer on, no text of the ladder leaves any more. */
    async recordPayment({ id, invoiceNumber, paidAt, amountCents }: Payment): Promise<void> {
      const body = { paymentId: id, paidAt, paidAmountCents: amountCents };
      await regua.POST('/v1/charges/{id}/payment', { params: { path: { id: invoiceNumber } }, body });
    },

    async cancelInvoice(number: string): Promise<void> {
      await regua.POST('/v1/charges/{id}/removal', { params: { path: { id: number } } });
    },

    /** What the subscriber will read, and when, if nobody pays: for an invoice of a test subscriber. */
    async rehearse(invoiceNumber: string): Promise<{ at: string; text: string }[]> {
      const { data } = await regua.POST('/v1/charges/{id}/rehearse', { params: { path: { id: invoiceNumber } } });
      return (data?.items ?? []).flatMap(({ sendsAt, text }) => (text === null ? [] : [{ at: sendsAt, text: text.text }]));
    },
  };
}
