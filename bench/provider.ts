import { scheduleCharges } from '../api/schedule-charges.ts';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { saveCharges } from '../db/queries/save-charges.ts';
import { saveCustomers } from '../db/queries/save-customers.ts';
import { recordOf } from '../dev/demo/api.ts';
import { units } from '../dev/demo/provider.ts';
import { addMs, type Instant, instantOf } from '../domain/instants.ts';
import type { BenchStack } from './stack.ts';

export type Rate = { quantity: number | null; intervalSeconds: number };
/** A text so many minutes after the charge was first seen; 0: the charge's creation itself. */
export type BenchRule = { number: number; minutes: number };

/** Makes a gateway that sends to an account of the receiving side; gives its id. */
export async function putGateway(
  { api, receiver }: BenchStack,
  account: string,
  { quantity, intervalSeconds, maxConnections = 20 }: Rate & { maxConnections?: number },
): Promise<string> {
  const settings = receiver.settings(account);
  const body = { name: account, service: 'generic', quantity, intervalSeconds, maxConnections, price: '0.0650', settings };
  return String(recordOf(await api.call('POST', '/v1/gateways', body)).id);
}

/** Puts units, one ladder whose texts name their rule, and switches the service on with this gateway for notices. */
export async function putProvider(
  { api }: BenchStack,
  { gatewayId, rules, leadSeconds = 600 }: { gatewayId: string; rules: BenchRule[]; leadSeconds?: number },
): Promise<void> {
  for (const [id, unit] of Object.entries(units)) await api.call('PUT', `/v1/units/${id}`, unit);
  const ladder: object[] = [];
  for (const { number, minutes } of rules) {
    const template = { name: `Regra ${number}`, channel: 'sms', text: `Regra ${number}: {CLI_NAME}, {COB_VAL_DOC} em {COB_DATE_VENC}.` };
    const { id: templateId } = recordOf(await api.call('POST', '/v1/templates', template));
    const created = minutes === 0;
    ladder.push({
      number,
      event: created ? 'created' : 'due',
      anchor: created ? null : 'created',
      offset: created ? {} : { minutes },
      time: null,
      channels: ['sms'],
      templateId,
      window: 'always',
      late: 'send',
    });
  }
  await api.call('PUT', '/v1/rule-sets/default', { name: 'Padrão', appliesTo: {}, rules: ladder });
  await api.call('POST', '/v1/rule-sets/default/publish');
  await api.call('PATCH', '/v1/settings', {
    service: 'on',
    preparationLeadSeconds: leadSeconds,
    defaultGateways: { notices: gatewayId, campaigns: gatewayId, manual: gatewayId },
  });
}

/** The text of a rule begins with this. */
export function textOfRule(number: number): string {
  return `Regra ${number}:`;
}

const batch = 500;

/** Puts `count` customers with one phone each, each phone another. */
export async function putCustomers({ database }: BenchStack, count: number): Promise<void> {
  const customers = Array.from({ length: count }, (_, index) => ({
    id: customerId(index),
    name: 'Marcos Valas',
    unit: 'matriz',
    phones: [{ number: phoneOf(index), billing: true, marketing: false, consent: null }],
  }));
  const context = { ...contextAt(instantOf(Date.now())), sealer: null, unusablePhones: 'refuse' as const };
  for (let from = 0; from < count; from += batch) {
    await database.db.transaction((tx) => saveCustomers(tx, customers.slice(from, from + batch), context));
  }
}

/**
 * Puts one charge for each of the customers `from` to `from + count`, first seen at the instant given, and asks for their workflows: as
 * the API does, only the moment is chosen.
 */
export async function putCharges(
  { database: { db } }: BenchStack,
  { count, from = 0, firstSeenAt }: { count: number; from?: number; firstSeenAt: Instant },
): Promise<void> {
  const catalogue = createCatalogueCache(db);
  const dueDate = addMs(instantOf(Date.now()), 20 * 86_400_000).slice(0, 10);
  for (let start = from; start < from + count; start += batch) {
    const indexes = Array.from({ length: Math.min(batch, from + count - start) }, (_, offset) => start + offset);
    const records = indexes.map((index) => ({ id: chargeId(index), customerId: customerId(index), amountCents: 14_637, dueDate }));
    await db.transaction(async (tx) => {
      await saveCharges(tx, records, { ...contextAt(firstSeenAt), arrival: 'event' });
      const ids = records.map(({ id }) => id);
      await scheduleCharges(tx, catalogue, ids, firstSeenAt);
    });
  }
}

export function customerId(index: number): string {
  return `C-${index}`;
}

export function chargeId(index: number): string {
  return `${768_412 + index}`;
}

/** `+55` and eleven digits, another one for each index. */
export function phoneOf(index: number): string {
  return `+55679${90_000_000 + index}`;
}

function contextAt(now: Instant) {
  return { now, actor: 'bench', source: 'integration' as const };
}
