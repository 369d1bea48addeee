import { setTimeout as pause } from 'node:timers/promises';
import { type DemoApi, recordOf } from '../dev/demo/api.ts';
import { demoGateways } from '../dev/demo/gateways.ts';
import { units } from '../dev/demo/provider.ts';
import { templates } from '../dev/demo/templates.ts';

const phone = '+5567900000001';
const arrivesWithinMs = 60_000;

/** The path once: from an empty database to the text on the phone. Gives the text and how long it took from the charge's PUT on. */
export async function walkThePath(api: DemoApi, sandbox: { url: string; smtpPort: number }): Promise<{ text: string; afterMs: number }> {
  await api.call('PUT', '/v1/units/matriz', units.matriz);
  const { sms } = demoGateways({ sandboxUrl: sandbox.url, smtpPort: sandbox.smtpPort });
  const notices = recordOf(await api.call('POST', '/v1/gateways', sms)).id;
  const templateId = recordOf(await api.call('POST', '/v1/templates', templates[2])).id;
  const atOnce = { number: 2, event: 'created', offset: {}, anchor: null, time: null, channels: ['sms'], templateId };
  const rules = [{ ...atOnce, enabled: true, window: 'always', late: 'send', trigger: 'clock' }];
  await api.call('PUT', '/v1/rule-sets/default', { name: 'Padrão', appliesTo: {}, rules });
  await api.call('POST', '/v1/rule-sets/default/publish');
  await api.call('PATCH', '/v1/settings', { service: 'on', defaultGateways: { notices } });
  const phones = [{ number: phone, billing: true, marketing: false, consent: null }];
  await api.call('PUT', '/v1/customers/C-1', { name: 'Ana Demonstração', unit: 'matriz', phones });

  const started = performance.now();
  const dueDate = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await api.call('PUT', '/v1/charges/F-1', { customerId: 'C-1', type: 'internet', amountCents: 14_637, dueDate });
  while (performance.now() - started < arrivesWithinMs) {
    const { items } = recordOf(await (await fetch(`${sandbox.url}/sandbox/messages?phone=${encodeURIComponent(phone)}`)).json());
    const [message] = Array.isArray(items) ? items.map(recordOf) : [];
    if (message) return { text: String(message.text), afterMs: performance.now() - started };
    await pause(100);
  }
  throw new Error(`no text reached ${phone} within ${arrivesWithinMs / 1000} s`);
}
