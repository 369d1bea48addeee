import { addDays, zoneOf } from '../../domain/local-time.ts';
import { type DemoApi, demoApi, idOf, recordOf } from './api.ts';
import { demonstrationLadder, realLadder } from './ladders.ts';
import { startLiveCharges } from './live.ts';
import { demoFiles, overdueChargeId } from './people.ts';
import { panels, units } from './provider.ts';
import { putSandboxGateways } from './sandbox-gateways.ts';
import { type RuleNumber, templates } from './templates.ts';

export type DemoOptions = {
  apiUrl: string;
  apiKey: string;
  sandboxUrl: string;
  smtpPort: number;
  /** The data folder is new. */
  firstStart: boolean;
  log: (line: string) => void;
  /** Ends what still goes on in the background. */
  signal: AbortSignal;
  now?: () => Date;
};

/**
 * Fills the local stack over its own API, as a billing system would, and brings two charges to life. Later starts add a fresh pair of
 * live charges and leave the rest as the visitor left it. Throws what the API refused.
 */
export async function runDemo({
  sandboxUrl,
  smtpPort,
  firstStart,
  log,
  signal,
  now = () => new Date(),
  ...access
}: DemoOptions): Promise<void> {
  const api = demoApi({ ...access, signal });
  const { apiUrl } = access;
  const today = zoneOf(units.matriz.timeZone).toLocal(now().getTime()).date;
  const gatewayIds = await putSandboxGateways(api, { sandboxUrl, smtpPort });
  // A first start that was broken off is finished by the next one: everything here may be repeated.
  if (firstStart || !(await api.exists('/v1/charges/D-910002'))) await load(api, gatewayIds, today);
  await subscribe(api, gatewayIds.sms, { apiUrl, sandboxUrl, log });
  await startLiveCharges({ api, today, now, log, signal });
}

/** Tells the carrier where receipts and replies go, as Zenvia's support would. Without it texts are sent all the same. */
async function subscribe(
  api: DemoApi,
  gatewayId: string,
  { apiUrl, sandboxUrl, log }: { apiUrl: string; sandboxUrl: string; log: (line: string) => void },
): Promise<void> {
  const { receipts, replies } = recordOf(recordOf(await api.call('GET', `/v1/gateways/${gatewayId}`)).hooks);
  const address = (hook: unknown) => (typeof hook === 'string' ? new URL(hook, apiUrl).href : null);
  const body = JSON.stringify({ Zenvia: { receipts: address(receipts), replies: address(replies) } });
  await fetch(`${sandboxUrl}/sandbox/callbacks`, { method: 'PUT', body }).then(
    (answer) => answer.body?.cancel(),
    () => log('the sandbox carrier could not be told where receipts go'),
  );
}

async function load(api: DemoApi, gatewayIds: { sms: string; email: string }, today: string): Promise<void> {
  for (const [id, unit] of Object.entries(units)) await api.call('PUT', `/v1/units/${id}`, unit);
  for (const [id, panel] of Object.entries(panels)) await api.call('PUT', `/v1/panels/${id}`, panel);
  const { sms, email } = gatewayIds;
  const templateIds = await putTemplates(api);
  await publish(api, 'default', realLadder(templateIds));
  await publish(api, 'demonstracao', demonstrationLadder(templateIds));
  await api.call('PATCH', '/v1/settings', { service: 'on', defaultGateways: { notices: sms, campaigns: sms, manual: sms, email } });
  const files = demoFiles(today);
  await api.importCsv('/v1/import/customers?mode=takeover', files.customers);
  await api.importCsv('/v1/import/charges?mode=takeover', files.charges);
  await tellNewsOfTheDay(api, today);
}

/** What a billing system tells as it happens: two new charges and a payment. Their texts leave within the hours of informative ones. */
async function tellNewsOfTheDay(api: DemoApi, today: string): Promise<void> {
  const news = { type: 'internet', dueDate: addDays(today, 20) };
  await api.call('PUT', '/v1/charges/D-910001', { ...news, customerId: 'D-1001', code: 'D-910001', amountCents: 9_990 });
  await api.call('PUT', '/v1/charges/D-910002', { ...news, customerId: 'D-1008', code: 'D-910002', amountCents: 24_990 });
  const { amountCents } = recordOf(await api.call('GET', `/v1/charges/${overdueChargeId}`));
  await api.call('POST', `/v1/charges/${overdueChargeId}/payment`, { paymentId: 'pix-1', paidAt: today, paidAmountCents: amountCents });
}

async function putTemplates(api: DemoApi): Promise<Record<RuleNumber, string>> {
  const known = await api.items('/v1/templates?limit=500');
  const put = async (number: RuleNumber): Promise<string> => {
    const found = known.find(({ name }) => name === templates[number].name);
    return found ? String(found.id) : idOf(await api.call('POST', '/v1/templates', templates[number]));
  };
  return {
    ...{ 2: await put(2), 3: await put(3), 4: await put(4), 5: await put(5) },
    ...{ 10: await put(10), 11: await put(11), 12: await put(12), 13: await put(13) },
  };
}

async function publish(api: DemoApi, id: string, ladder: ReturnType<typeof realLadder>): Promise<void> {
  const { state } = recordOf(await api.call('PUT', `/v1/rule-sets/${id}`, ladder));
  if (state !== 'published') await api.call('POST', `/v1/rule-sets/${id}/publish`);
}
