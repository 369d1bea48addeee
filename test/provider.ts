import { scheduleCharges } from '../api/schedule-charges.ts';
import { openDatabase } from '../db/client.ts';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { type GatewayFields, insertGateway } from '../db/queries/gateways.ts';
import { publishRuleSet, saveRuleSetDraft } from '../db/queries/rule-sets.ts';
import { type ChargeRecord, saveCharges } from '../db/queries/save-charges.ts';
import { saveCustomers } from '../db/queries/save-customers.ts';
import { savePayments } from '../db/queries/save-payments.ts';
import { saveUnits } from '../db/queries/save-units.ts';
import { changeSettings } from '../db/queries/settings.ts';
import { createTemplate } from '../db/queries/templates.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { seedRules } from '../domain/fixtures/ladder.ts';
import type { Rule } from '../domain/rules.ts';
import { createTestDatabase } from './database.ts';

export type TestProvider = Awaited<ReturnType<typeof openTestProvider>>;

export type ProviderOptions = {
  clock: Clock;
  rules?: Rule[];
  gateway?: { quantity?: number | null; intervalSeconds?: number; maxConnections?: number; settings?: Record<string, unknown> };
};

const textOf: Record<number, string> = {
  2: '{CLI_NAME}, nova fatura de {COB_VAL_DOC} vence em {COB_DATE_VENC}.',
  3: '{CLI_NAME}, sua fatura de {COB_VAL_DOC} vence em {COB_DATE_VENC}.',
  4: '{CLI_NAME}, sua fatura de {COB_VAL_DOC} vence hoje.',
  5: '{CLI_NAME}, recebemos {COB_VAL_PAG}. Obrigado!',
  10: '{CLI_NAME}, a fatura de {COB_DATE_VENC} esta em aberto.',
  11: '{CLI_NAME}, sua velocidade foi reduzida.',
  12: '{CLI_NAME}, seu acesso foi bloqueado.',
  13: '{CLI_NAME_FULL}, seu contrato sera cancelado.',
};

/** A small provider in a database of its own: one unit in Campo Grande, the seed's rules with a template each, an SMS and an e-mail gateway. */
export async function openTestProvider({ clock, rules = seedRules, gateway = {} }: ProviderOptions) {
  const database = await createTestDatabase();
  const handle = openDatabase({ url: database.url, connections: 12, name: 'regua test' });
  const { db } = handle;
  const catalogue = createCatalogueCache(db);
  const context = () => ({ now: nowOf(clock), actor: 'test', source: 'integration' as const });
  const gatewayRow = {
    enabled: true,
    quantity: gateway.quantity ?? null,
    intervalSeconds: gateway.intervalSeconds ?? 1,
    paused: false,
    maxConnections: gateway.maxConnections ?? 20,
    price: '0.0650',
    warnLength: 144,
    maxLength: 160,
    maxSegments: 3,
    unitCounting: 'segments' as const,
    accents: 'smart' as const,
    secrets: {},
    ...{ position: 0, fallback: true, monthlyMessages: null, monthlyCents: null, balanceFloor: null },
  };
  await db.transaction(async (tx) => {
    await saveUnits(tx, [{ id: 'matriz', ...unitFields }], context());
    await insertGateway(
      tx,
      { id: 'sms', name: 'SMS', service: 'generic', channel: 'sms', ...gatewayRow, settings: gateway.settings ?? {} },
      nowOf(clock),
    );
    await insertGateway(tx, { id: 'mail', name: 'E-mail', service: 'smtp', channel: 'email', ...gatewayRow, settings: {} }, nowOf(clock));
    await changeSettings(tx, { service: 'on', defaultGateways: { notices: 'sms', email: 'mail' } }, context());
    for (const rule of rules) {
      const email = rule.channels.includes('email');
      const fields = {
        name: `Regra ${rule.number}`,
        enabled: true,
        channel: email ? ('email' as const) : ('sms' as const),
        subject: email ? 'Contrato' : null,
        missing: {},
      };
      await createTemplate(
        tx,
        { id: `t${rule.number}`, ...fields, text: textOf[rule.number] ?? `{CLI_NAME}, aviso ${rule.number}.` },
        context(),
      );
    }
    const said = { templates: {}, validityHours: null, grouping: true, resendAfterMinutes: null };
    const withTemplates = rules.map((rule) => ({ ...said, ...rule, templateId: `t${rule.number}` }));
    await saveRuleSetDraft(tx, { id: 'default', name: 'Padrão', appliesTo: {}, rules: withTemplates }, context());
    await publishRuleSet(tx, { id: 'default', units: null }, context());
  });
  return {
    ...handle,
    url: database.url,
    clock,
    catalogue,
    context,
    /** One more gateway of SMS, like the first but for what is named. */
    async gateway(id: string, more: Partial<GatewayFields> = {}) {
      const fields = { name: id, service: 'generic', channel: 'sms' as const, ...gatewayRow, settings: {}, ...more };
      await db.transaction((tx) => insertGateway(tx, { id, ...fields }, nowOf(clock)));
    },
    async customer(id: string, phones: string[] = ['(67) 99999-1234'], more: { email?: string; unit?: string } = {}) {
      const record = { id, name: 'Marcos Valas', unit: 'matriz', city: 'Campo Grande', state: 'MS', email: 'marcos@example.com', ...more };
      const billing = phones.map((number) => ({ number, billing: true, marketing: false, consent: null }));
      return db.transaction((tx) =>
        saveCustomers(tx, [{ ...record, phones: billing }], { ...context(), sealer: null, unusablePhones: 'refuse' }),
      );
    },
    /** Puts a charge as the API does: written, planned, and its workflow asked for. */
    async charge(record: ChargeRecord, arrival: 'event' | 'takeover' = 'event') {
      return db.transaction(async (tx) => {
        const results = await saveCharges(tx, [record], { ...context(), arrival });
        const created = results.filter(({ outcome }) => outcome === 'created').map(({ id }) => id);
        await scheduleCharges(tx, catalogue, created, nowOf(clock));
        return results[0];
      });
    },
    async pay(chargeId: string, paidAmountCents = 14637, id = 'p1') {
      const payment = { chargeId, id, paidOn: nowOf(clock).slice(0, 10), paidAt: null, paidAmountCents, settles: true };
      return db.transaction((tx) => savePayments(tx, [payment], { ...context(), arrival: 'event' }));
    },
    async close() {
      await handle.close();
      await database.drop();
    },
  };
}

export const unitFields = {
  name: 'BrByte',
  legalName: 'BrByte Soluções para provedores e internet',
  taxId: '04.746.638/0001-27',
  street: 'Rua Vitório Zeola',
  number: '233',
  district: 'Bairro Carandá',
  city: 'Campo Grande',
  state: 'MS',
  postalCode: '79000-000',
  areaCode: '67',
  phone: '(67) 2222-3333',
  email: 'contato@brbyte.com',
  website: 'www.brbyte.com',
  timeZone: 'America/Campo_Grande',
};
