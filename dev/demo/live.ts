import { setTimeout as pause } from 'node:timers/promises';
import { type DemoApi, recordOf } from './api.ts';

/** Both live in the panel whose ladder counts in minutes. Ana pays, Bruno does not. */
const live = {
  'demo-ana': { name: 'Ana Demonstração', phone: '(67) 90000-0001', email: 'ana@demo.example', amountCents: 12_990 },
  'demo-bruno': { name: 'Bruno Demonstração', phone: '(67) 90000-0002', email: 'bruno@demo.example', amountCents: 15_490 },
} as const;
const payer = 'demo-ana';

/** After reminder and due date, before the warning. */
const paysAfterMs = 145_000;

export type Visit = { api: DemoApi; today: string; now: () => Date; log: (line: string) => void; signal: AbortSignal };

/** Gives each live customer a fresh charge, and has one paid after two minutes and a half, in the background. */
export async function startLiveCharges(visit: Visit): Promise<void> {
  const { api, today, now, log, signal } = visit;
  for (const [id, { name, phone, email }] of Object.entries(live)) {
    await api.call('PUT', `/v1/customers/${id}`, {
      ...{ name, kind: 'person', unit: 'matriz', panel: 'demonstracao', plan: 'Fibra 300', city: 'Campo Grande', state: 'MS', email },
      phones: [{ number: phone, billing: true, marketing: false, consent: null }],
      accesses: [{ id: 'cpe-1', status: 'enabled' }],
    });
  }
  for (const left of await api.items(`/v1/charges?customerId=${payer}&status=open&limit=20`)) await pay(visit, String(left.id));

  const mark = now().toISOString().replace(/\D/g, '').slice(0, 14);
  for (const [customerId, { amountCents }] of Object.entries(live)) {
    const id = `${customerId}-${mark}`;
    await api.call('PUT', `/v1/charges/${id}`, {
      customerId,
      type: 'internet',
      code: mark,
      documentNumber: mark,
      amountCents,
      dueDate: today,
    });
  }
  log(`${live[payer].phone} gets a new charge, a reminder and a due notice, a minute apart, and pays after two and a half`);
  log(`${live['demo-bruno'].phone} does not pay: warning, reduction, block and, by e-mail, cancellation follow, a minute apart`);

  void pause(paysAfterMs, undefined, { signal, ref: false })
    .then(() => pay(visit, `${payer}-${mark}`))
    .catch((error: unknown) => {
      if (!signal.aborted) log(`the payment of ${payer} could not be told: ${error instanceof Error ? error.message : String(error)}`);
    });
}

async function pay({ api, now, log }: Pick<Visit, 'api' | 'now' | 'log'>, chargeId: string): Promise<void> {
  const { status } = recordOf(await api.call('GET', `/v1/charges/${chargeId}`));
  if (status !== 'open') return;
  const paidAt = now().toISOString();
  await api.call('POST', `/v1/charges/${chargeId}/payment`, {
    paymentId: `pix-${chargeId}`,
    paidAt,
    paidAmountCents: live[payer].amountCents,
  });
  log(`${live[payer].phone} has paid`);
}
