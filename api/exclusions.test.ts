import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, gateway, unit } from './fixtures/provider.ts';

let api: TestApp;
let gatewayId: string;
const sql = () => api.deps.db.sql;
const at = '2026-11-30T13:00:00Z';

/** Noon in UTC of 1 December 2026; the house is in Campo Grande, four hours behind. */
beforeAll(async () => {
  api = await createTestApp();
  for (const id of ['matriz', 'filial']) await api.put(`/v1/units/${id}`, { ...unit, name: id });
  gatewayId = (await api.post('/v1/gateways', gateway)).body.id;
  await api.put('/v1/customers/C-1', customer);
  await api.put('/v1/customers/C-2', { ...customer, unit: 'filial' });
  await api.put('/v1/customers/C-test', { ...customer, test: true });
  for (const [id, customerId] of Object.entries({ 'B-1': 'C-1', 'B-2': 'C-2', 'B-test': 'C-test' }))
    await api.put(`/v1/charges/${id}`, { ...charge, customerId });
  const suppressed = await step('B-1', 3, 'suppressed', 'paid', at);
  await step('B-1', 4, 'skipped', 'late', at);
  await step('B-2', 3, 'unreachable', 'no-address', at);
  await step('B-2', 4, 'skipped', 'late', '2026-11-29T03:59:00Z'); // still the 28th there
  await step('B-1', 10, 'sent', null, at);
  await step('B-test', 3, 'skipped', 'late', at);
  await text('C-1', 'suppressed', 'paid', { stepId: suppressed });
  await text('C-1', 'suppressed', 'opted-out');
  await text('C-2', 'expired', 'late');
  await text('C-test', 'suppressed', 'opted-out');
  await text(null, 'cancelled', 'by-hand');
  await text('C-1', 'delivered', null);
  await campaign('c1', { 'no-permission': 7, test: 1 });
});
afterAll(() => api.close());

async function step(chargeId: string, rule: number, state: string, reason: string | null, plannedFor: string): Promise<number> {
  const [row] = await sql()<{ id: string }[]>`
    insert into steps (charge_id, key, rule, event, due_date, state, reason, planned_for, sends_at, send_until, moved, revision, created_at, updated_at)
    values (${chargeId}, ${`${rule}:x`}, ${rule}, 'due', '2026-12-10', ${state}, ${reason}, ${plannedFor}, ${plannedFor}, ${plannedFor}, '[]', 1, now(), now())
    returning id`;
  return Number(row?.id);
}
async function text(customerId: string | null, state: string, reason: string | null, { stepId = null }: { stepId?: number | null } = {}) {
  await sql()`
    insert into messages (kind, channel, state, reason, priority, step_id, customer_id, address, gateway_id, text, segments, encoding, cost,
      planned_for, not_before, send_until, created_at, updated_at)
    values ('manual', 'sms', ${state}, ${reason}, 1, ${stepId}, ${customerId}, '+5567999991234', ${gatewayId}, 'Oi', 1, 'GSM-7', 0.065,
      ${at}, ${at}, ${at}, ${at}, ${at})`;
}
async function campaign(id: string, people: Record<string, number>) {
  await sql()`
    insert into campaigns (id, kind, name, class, state, missing, audiences, approval, frozen_at, created_by, created_at, updated_at)
    values (${id}, 'campaign', 'Oferta', 'marketing', 'finished', '{}', '[]', 'not-needed', ${at}, 'test', ${at}, ${at})`;
  for (const [reason, count] of Object.entries(people))
    await sql()`insert into campaign_exclusions (campaign_id, page, reason, people) values (${id}, 0, ${reason}, ${count})`;
}

describe('the exclusions report', () => {
  test('counts by day and reason what did not go: of ladders, of written texts, of campaigns; each once, and no test', async () => {
    const { body } = await api.get('/v1/reports/exclusions');
    expect(body).toMatchObject({ from: '2026-11-01', to: '2026-12-01', timeZone: 'America/Campo_Grande' });
    expect(body.byReason).toEqual({ 'no-permission': 7, late: 3, paid: 1, 'no-address': 1, 'opted-out': 1, 'by-hand': 1 });
    const day = '2026-11-30';
    expect(body.items).toEqual([
      { date: day, source: 'campaign', reason: 'no-permission', count: 7 },
      { date: day, source: 'ladder', reason: 'late', count: 1 },
      { date: day, source: 'ladder', reason: 'no-address', count: 1 },
      { date: day, source: 'ladder', reason: 'paid', count: 1 },
      { date: day, source: 'text', reason: 'by-hand', count: 1 },
      { date: day, source: 'text', reason: 'late', count: 1 },
      { date: day, source: 'text', reason: 'opted-out', count: 1 },
      { date: '2026-11-28', source: 'ladder', reason: 'late', count: 1 },
    ]);
  });

  test('is a table for a spreadsheet', async () => {
    const { body } = await api.get('/v1/reports/exclusions?format=csv&to=2026-11-28');
    expect(body).toBe('Dia;Origem;Motivo;Textos\r\n28/11/2026;Etapas da régua sem texto;Passou da hora;1\r\n');
  });

  test('shows staff limited to units what was meant for their customers', async () => {
    const cookie = await api.as({ role: 'viewer', units: ['filial'] });
    expect((await api.get('/v1/reports/exclusions', { cookie })).body.byReason).toEqual({ 'no-address': 1, late: 2 });
  });

  test('is refused for days that end before they begin', async () => {
    expect(await api.get('/v1/reports/exclusions?from=2026-12-02')).toMatchObject({ status: 422, body: { errors: [{ path: 'from' }] } });
  });
});
