import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, gateway, unit } from './fixtures/provider.ts';

let api: TestApp;
let gatewayId: string;
const sql = () => api.deps.db.sql;

/** Eight in the morning of 1 December in Campo Grande, where the oldest unit is: the day began at four in UTC. */
beforeAll(async () => {
  api = await createTestApp();
  await api.put('/v1/units/matriz', unit);
  api.clock.advanceBy(1_000);
  await api.put('/v1/units/filial', { ...unit, name: 'Filial', timeZone: 'America/Sao_Paulo' });
  gatewayId = (await api.post('/v1/gateways', { ...gateway, quantity: 5, intervalSeconds: 60 })).body.id;
  await api.patch('/v1/settings', { service: 'on' });
  await api.put('/v1/customers/C-1', customer);
  await api.put('/v1/customers/C-2', { ...customer, unit: 'filial' });
  await api.put('/v1/customers/C-test', { ...customer, test: true });
  for (const [id, customerId] of Object.entries({ 'B-1': 'C-1', 'B-2': 'C-2', 'B-test': 'C-test' }))
    await api.put(`/v1/charges/${id}`, { ...charge, customerId });

  await text('C-1', 'delivered', { sentAt: '2026-12-01T11:59:30Z' });
  await text('C-1', 'accepted', { sentAt: '2026-12-01T11:10:00Z' });
  await text('C-1', 'refused', { sentAt: '2026-12-01T11:20:00Z' });
  await text('C-1', 'unknown', { sentAt: '2026-12-01T11:30:00Z' });
  await text('C-1', 'delivered', { sentAt: '2026-12-01T03:59:00Z' }); // yesterday there
  await text('C-2', 'queued', { notBefore: '2026-12-01T11:00:00Z' });
  await text('C-1', 'queued', { notBefore: '2026-12-01T20:00:00Z' });
  await text('C-1', 'queued', { notBefore: '2026-12-02T12:00:00Z' });
  await text('C-1', 'cancelled', { sentAt: null });
  await text('C-1', 'delivered', { sentAt: '2026-12-01T11:10:00Z', kind: 'test' });
  await text('C-test', 'delivered', { sentAt: '2026-12-01T11:10:00Z', ofTests: true });
  await sql()`delete from charge_wakes`;
  await wake('B-1', '2026-12-01T13:00:00Z');
  await wake('B-2', '2026-12-01T13:30:00Z');
  await wake('B-test', '2026-12-01T13:00:00Z');
});
afterAll(() => api.close());

type Written = { sentAt?: string | null; notBefore?: string; kind?: string; ofTests?: boolean };

async function text(
  customerId: string,
  state: string,
  { sentAt = null, notBefore = '2026-12-01T11:00:00Z', kind = 'notice', ofTests = false }: Written,
) {
  await sql()`
    insert into messages (kind, channel, state, priority, customer_id, address, gateway_id, text, segments, encoding, cost, test,
      planned_for, not_before, send_until, sent_at, created_at, updated_at)
    values (${kind}, 'sms', ${state}, 1, ${customerId}, '+5567999991234', ${gatewayId}, 'Oi', 1, 'GSM-7', 0.065, ${ofTests},
      ${notBefore}, ${notBefore}, '2026-12-05T00:00:00Z', ${sentAt}, '2026-12-01T03:00:00Z', '2026-12-01T11:00:00Z')`;
}

async function wake(chargeId: string, stepAt: string) {
  await sql()`insert into charge_wakes (charge_id, wake_at, step_at) values (${chargeId}, ${stepAt}, ${stepAt})`;
}

test('today counts what left, what arrived and what waits, by the clocks of the oldest unit', async () => {
  const { body } = await api.get('/v1/reports/today');
  expect(body).toMatchObject({
    date: '2026-12-01',
    timeZone: 'America/Campo_Grande',
    totals: { planned: 4, sent: 4, delivered: 1, failed: 1, campaign: 0, cost: '0.1950' },
    undecided: 1,
  });
  expect(body.hours).toEqual([
    { at: '2026-12-01T11:00:00.000Z', planned: 0, sent: 4, delivered: 1, failed: 1 },
    { at: '2026-12-01T12:00:00.000Z', planned: 1, sent: 0, delivered: 0, failed: 0 },
    { at: '2026-12-01T13:00:00.000Z', planned: 2, sent: 0, delivered: 0, failed: 0 },
    { at: '2026-12-01T20:00:00.000Z', planned: 1, sent: 0, delivered: 0, failed: 0 },
  ]);
  expect(body.gateways).toEqual([{ gatewayId, planned: 2, sent: 4, delivered: 1, failed: 1, waiting: 1, used: 1 }]);
});

test('a text of a campaign is planned for the hour in which the window of who gets it opens', async () => {
  const body = { name: 'Aviso', class: 'informative', text: 'Oi', audiences: [{ permission: 'billing' }] };
  const { id } = (await api.post('/v1/campaigns', body)).body;
  await sql()`
    insert into campaign_places (campaign_id, place, unit_id, state, city, time_zone, opens_at, closes_at)
    values (${id}, 0, 'matriz', 'MS', null, 'America/Campo_Grande', '2026-12-01T15:00:00Z', '2026-12-01T23:00:00Z')`;
  await text('C-1', 'queued', { kind: 'campaign' });
  await sql()`update messages set campaign_id = ${id}, campaign_place = 0 where kind = 'campaign'`;
  const { hours, gateways } = (await api.get('/v1/reports/today')).body;
  expect(hours).toContainEqual({ at: '2026-12-01T15:00:00.000Z', planned: 1, sent: 0, delivered: 0, failed: 0 });
  expect(gateways).toMatchObject([{ planned: 3, waiting: 1 }]);
  await sql()`delete from messages where kind = 'campaign'`;
});

test('nothing is planned for charges while the service is off', async () => {
  await api.patch('/v1/settings', { service: 'off' });
  expect((await api.get('/v1/reports/today')).body.totals.planned).toBe(2);
  await api.patch('/v1/settings', { service: 'on' });
  await sql()`delete from charge_wakes`;
});

test('staff limited to units count what is theirs, by their own clocks', async () => {
  const cookie = await api.as({ role: 'viewer', units: ['filial'] });
  expect((await api.get('/v1/reports/today', { cookie })).body).toMatchObject({
    timeZone: 'America/Sao_Paulo',
    totals: { planned: 1, sent: 0 },
    undecided: 0,
  });
});
