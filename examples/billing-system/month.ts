import { billingSystem } from './billing-system.ts';
import { connectRegua } from './regua.ts';
import { listenToRegua, type ReguaEvent } from './webhooks.ts';

export type MonthOptions = {
  url: string;
  apiKey: string;
  /** Where Régua's calls are taken; 0: any free port. */
  port: number;
  mobile: string;
  dueDate: string;
  today: string;
  say: (line: string) => void;
};

const unit = { name: 'Provedor de exemplo', city: 'Campo Grande', state: 'MS', areaCode: '67', timeZone: 'America/Campo_Grande' } as const;

/**
 * One month of a billing system: it asks to be called, puts a test subscriber and an invoice, reads what the ladder will say, takes the
 * payment and waits until Régua has told that the charge is settled. Gives the events that came. A second run changes nothing but the invoice.
 */
export async function runMonth({ url, apiKey, port, mobile, dueDate, today, say }: MonthOptions): Promise<ReguaEvent[]> {
  const regua = connectRegua({ url, apiKey });
  const billing = billingSystem(regua);
  const events: ReguaEvent[] = [];
  const number = `exemplo-${Date.now()}`;
  let secret = '';
  let settled = () => {};
  const isSettled = new Promise<void>((done) => {
    settled = done;
  });
  const listener = await listenToRegua({
    port,
    secret: () => secret,
    handle: async (event) => {
      events.push(event);
      say(`told: ${event.type} ${JSON.stringify(event.data)}`);
      if (event.type === 'charge.settled' && event.data.chargeId === number) settled();
      // Here the line would be slowed or blocked; 202 instead of an outcome means that it takes longer.
      return event.type === 'charge.milestone' || event.type === 'charge.restore' ? { outcome: 'done' } : undefined;
    },
  });
  const { data: webhook } = await regua.POST('/v1/webhooks', { body: { url: listener.url, events: ['charge.*', 'message.*'] } });
  if (webhook?.secret == null) throw new Error('Régua gave no secret.');
  ({ secret } = webhook);
  try {
    await regua.PUT('/v1/units/{id}', { params: { path: { id: 'exemplo' } }, body: unit });
    await billing.saveSubscriber({ id: 'exemplo-1', name: 'Ana Exemplo', mobile, unit: 'exemplo', test: true });
    await billing.issueInvoice({ number, subscriberId: 'exemplo-1', amountCents: 9_990, dueDate });
    for (const { at, text } of await billing.rehearse(number)) say(`would leave at ${at}: ${text}`);
    await billing.recordPayment({ id: 'pix-1', invoiceNumber: number, paidAt: today, amountCents: 9_990 });
    await isSettled;
    return events;
  } finally {
    await regua.DELETE('/v1/webhooks/{id}', { params: { path: { id: webhook.id } } });
    await listener.close();
  }
}
