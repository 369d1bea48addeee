import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, gateway, unit } from './fixtures/provider.ts';

let api: TestApp;
let first: string;
let second: string;
const sql = () => api.deps.db.sql;

beforeAll(async () => {
  api = await createTestApp();
  for (const id of ['matriz', 'filial']) await api.put(`/v1/units/${id}`, { ...unit, name: id });
  first = (await api.post('/v1/gateways', gateway)).body.id;
  second = (await api.post('/v1/gateways', { ...gateway, name: 'Outro' })).body.id;
  await api.put('/v1/customers/C-1', customer);
  await api.put('/v1/customers/C-2', { ...customer, unit: 'filial' });
  for (const [id, customerId] of Object.entries({ 'B-1': 'C-1', 'B-2': 'C-2', 'B-3': 'C-1', 'B-4': 'C-1' }))
    await api.put(`/v1/charges/${id}`, { ...charge, customerId });
  await text('C-1', 'delivered', '2026-11-30T13:00:00Z', { deliveredAt: '2026-11-30T13:00:10Z' });
  await text('C-1', 'delivered', '2026-11-30T13:00:00Z', { kind: 'campaign', deliveredAt: '2026-11-30T13:00:30Z' });
  await text('C-1', 'refused', '2026-11-30T13:00:00Z');
  await text('C-2', 'undelivered', '2026-11-30T13:00:00Z', { gatewayId: second });
  await text('C-1', 'accepted', '2026-11-30T03:59:00Z'); // still the 29th there
  await text('C-1', 'queued', '2026-11-30T13:00:00Z');
  await text('C-1', 'delivered', '2026-11-30T13:00:00Z', { ofTests: true });
});
afterAll(() => api.close());

async function text(
  customerId: string,
  state: string,
  sentAt: string,
  { kind = 'notice', gatewayId = first, ofTests = false, deliveredAt = null as string | null } = {},
) {
  await sql()`
    insert into messages (kind, channel, state, priority, customer_id, address, gateway_id, text, segments, encoding, cost, test,
      planned_for, not_before, send_until, sent_at, delivered_at, created_at, updated_at)
    values (${kind}, 'sms', ${state}, 1, ${customerId}, '+5567999991234', ${gatewayId}, 'Oi', 2, 'GSM-7', 0.13, ${ofTests},
      ${sentAt}, ${sentAt}, ${sentAt}, ${sentAt}, ${deliveredAt}, ${sentAt}, ${sentAt})`;
}

describe('the delivery report', () => {
  test('says of each day and gateway what came of its texts', async () => {
    const { body } = await api.get('/v1/reports/delivery');
    expect(body).toMatchObject({ from: '2026-11-01', to: '2026-12-01', timeZone: 'America/Campo_Grande' });
    const none = { accepted: 0, delivered: 0, undelivered: 0, refused: 0, unknown: 0 };
    expect(body.items).toEqual([
      { date: '2026-11-30', gatewayId: second, gatewayName: 'Outro', ...none, sent: 1, undelivered: 1, receiptSeconds: null },
      {
        date: '2026-11-30',
        gatewayId: first,
        gatewayName: 'Teste',
        ...none,
        sent: 3,
        delivered: 2,
        refused: 1,
        receiptSeconds: { median: 20, p95: 29 },
      },
      { date: '2026-11-29', gatewayId: first, gatewayName: 'Teste', ...none, sent: 1, accepted: 1, receiptSeconds: null },
    ]);
  });

  test('counts what may have left, whose moment nobody knows, on the local day when that was noted', async () => {
    await text('C-1', 'unknown', '2026-10-20T13:00:00Z');
    await sql()`update messages set sent_at = null, updated_at = '2026-10-22T02:00:00Z' where state = 'unknown'`;
    const { body } = await api.get('/v1/reports/delivery?from=2026-10-01&to=2026-10-31');
    expect(body.items).toMatchObject([{ date: '2026-10-21', gatewayId: first, sent: 1, unknown: 1 }]);
  });

  test('is a table for a spreadsheet', async () => {
    const { body } = await api.get('/v1/reports/delivery?format=csv&from=2026-11-29&to=2026-11-29');
    expect(body).toBe(
      'Dia;Gateway;Enviadas;Na operadora;Entregues;Não entregues;Recusadas pela operadora;Sem confirmação;Segundos até a entrega (mediana);Segundos até a entrega (95%)\r\n29/11/2026;Teste;1;1;0;0;0;0;;\r\n',
    );
  });

  test('shows staff limited to units what went to their customers', async () => {
    const cookie = await api.as({ role: 'viewer', units: ['filial'] });
    expect((await api.get('/v1/reports/delivery', { cookie })).body.items).toMatchObject([{ gatewayId: second, sent: 1 }]);
  });
});

describe('the cost report', () => {
  test('adds up what texts cost by kind; a refused one costs nothing', async () => {
    const { body } = await api.get('/v1/reports/cost?from=2026-11-30');
    expect(body.total).toBe('0.3900');
    expect(body.items).toMatchObject([
      { gatewayName: 'Outro', kind: 'notice', messages: 1, segments: 2, cost: '0.1300' },
      { gatewayName: 'Teste', kind: 'campaign', messages: 1, segments: 2, cost: '0.1300' },
      { gatewayName: 'Teste', kind: 'notice', messages: 1, segments: 2, cost: '0.1300' },
    ]);
  });

  test('is a table with the decimal comma', async () => {
    const { body } = await api.get('/v1/reports/cost?format=csv&from=2026-11-29&to=2026-11-29');
    expect(body).toBe('Dia;Gateway;Tipo;Mensagens;SMS cobrados;Custo\r\n29/11/2026;Teste;Aviso;1;2;0,1300\r\n');
  });
});

describe('the recovery report', () => {
  beforeAll(async () => {
    await step('B-1', 3, 'due', '2026-11-27T13:00:00Z');
    await step('B-1', 4, 'due', '2026-11-30T13:00:00Z');
    await step('B-2', 10, 'block_warning', '2026-11-10T13:00:00Z');
    await step('B-3', 4, 'due', '2026-12-01T12:00:00Z');
    await paid('B-1', 'p1', '2026-12-01T11:00:00Z', 10_000);
    await paid('B-1', 'p2', '2026-11-29T11:00:00Z', 500);
    await paid('B-2', 'p3', '2026-12-01T11:00:00Z', 7_000);
    await paid('B-3', 'p4', '2026-12-01T11:00:00Z', 900);
    await paid('B-4', 'p5', '2026-12-01T11:00:00Z', 60);
    await sql()`update payments set reversed_at = now() where id = 'p5'`;
  });

  async function step(chargeId: string, rule: number, event: string, doneAt: string) {
    await sql()`
      insert into steps (charge_id, key, rule, event, due_date, state, planned_for, sends_at, send_until, moved, revision, done_at, created_at, updated_at)
      values (${chargeId}, ${`${rule}:x`}, ${rule}, ${event}, '2026-11-30', 'sent', ${doneAt}, ${doneAt}, ${doneAt}, '[]', 1, ${doneAt}, now(), now())`;
  }
  async function paid(chargeId: string, id: string, at: string, cents: number) {
    await sql()`
      insert into payments (charge_id, id, paid_on, paid_at, paid_amount_cents, settles, announce, learned_at)
      values (${chargeId}, ${id}, ${at.slice(0, 10)}, ${at}, ${cents}, false, false, ${at})`;
  }

  test('gives each payment to the last text before it, and to none what came without one', async () => {
    const { body } = await api.get('/v1/reports/recovery');
    expect(body).toMatchObject({ withinDays: 7, paidCents: 18_400 });
    expect(body.items).toEqual([
      { rule: 4, event: 'due', days: 0, payments: 1, charges: 1, paidCents: 10_000 },
      { rule: null, event: null, days: null, payments: 2, charges: 2, paidCents: 7_900 },
      { rule: 3, event: 'due', days: -3, payments: 1, charges: 1, paidCents: 500 },
    ]);
  });

  test('counts for a text what came later when more days are allowed', async () => {
    const { body } = await api.get('/v1/reports/recovery?withinDays=30&from=2026-12-01');
    expect(body.items).toMatchObject([{ rule: 4 }, { rule: 10, days: -20, paidCents: 7_000 }, { rule: null, paidCents: 900 }]);
  });

  test('is a table for a spreadsheet', async () => {
    const { body } = await api.get('/v1/reports/recovery?format=csv&from=2026-11-29&to=2026-11-29');
    expect(body).toBe('Regra;Evento;Dias do vencimento;Pagamentos;Cobranças;Recebido\r\n3;Vencimento;-3;1;1;5,00\r\n');
  });
});

describe('the forecast', () => {
  const day = { byRule: { 3: 2 }, texts: 2, segments: 3, cost: 1_950, blocks: 1 };
  const result = {
    days: ['2026-12-01', '2026-12-03', '2026-12-20'].map((date) => ({ ...day, date })),
    totals: { texts: 6, segments: 9, cost: 5_850, blocks: 3 },
  };
  const table = 'Dia;Textos;SMS cobrados;Custo;Bloqueios\r\n';

  test('that was never computed is an empty table', async () => {
    expect((await api.get('/v1/reports/forecast?format=csv')).body).toBe(table);
  });

  test('is a table for a spreadsheet, and for programs', async () => {
    await sql()`
      insert into surveys (id, kind, state, input, result, created_by, created_at)
      values ('s1', 'forecast', 'finished', '{"cause":"forecast","days":45}'::jsonb, ${JSON.stringify(result)}::text::jsonb, 'cli', now())`;
    const answer = await api.get('/v1/reports/forecast?format=csv&to=2026-12-03');
    expect(answer.body).toBe(`${table}01/12/2026;2;3;0,1950;1\r\n03/12/2026;2;3;0,1950;1\r\n`);
    expect(answer.headers.get('Content-Disposition')).toContain('previsao-2026-12-01-2026-12-03.csv');
    expect((await api.get('/v1/reports/forecast?format=csv&csv=iso&from=2026-12-20')).body).toBe(
      'date,texts,segments,cost,blocks\r\n2026-12-20,2,3,0.1950,1\r\n',
    );
  });

  test('of some days adds up those days alone', async () => {
    const whole = (await api.get('/v1/reports/forecast')).body.latest.forecast;
    expect(whole).toMatchObject({ days: { length: 3 }, totals: { texts: 6, cost: '0.5850' } });
    const part = (await api.get('/v1/reports/forecast?from=2026-12-02&to=2026-12-03')).body.latest.forecast;
    expect(part).toMatchObject({ days: [{ date: '2026-12-03' }], totals: { texts: 2, segments: 3, cost: '0.1950', blocks: 1 } });
  });
});

test.each([
  ['forecast?from=2026-12-02&to=2026-12-01', 'from'],
  ['delivery?from=2026-12-02', 'from'],
  ['cost?from=2025-01-01&to=2026-12-01', 'from'],
  ['recovery?withinDays=0', 'withinDays'],
  ['delivery?format=pdf', 'format'],
])('a report with %s is refused', async (query, path) => {
  expect(await api.get(`/v1/reports/${query}`)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
});
