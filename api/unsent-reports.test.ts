import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, unit } from './fixtures/provider.ts';

let api: TestApp;
const sql = () => api.deps.db.sql;

/** Noon in UTC of 1 December 2026; the customers live in Campo Grande, four hours behind. */
beforeAll(async () => {
  api = await createTestApp();
  for (const id of ['matriz', 'filial']) await api.put(`/v1/units/${id}`, { ...unit, name: id });
  await api.put('/v1/customers/C-1', { ...customer, name: 'Zé; do Bar' });
  await api.put('/v1/customers/C-2', { ...customer, unit: 'filial' });
  await api.put('/v1/customers/C-test', { ...customer, test: true });
  for (const [id, customerId] of Object.entries({ 'B-1': 'C-1', 'B-2': 'C-2', 'B-test': 'C-test' }))
    await api.put(`/v1/charges/${id}`, { ...charge, customerId });
  await step('B-1', 3, 'skipped', 'late', '2026-11-30T13:00:00Z');
  await step('B-1', 20, 'skipped', 'merged', '2026-11-30T13:00:00Z');
  await step('B-2', 3, 'skipped', 'late', '2026-11-29T03:59:00Z'); // still the 28th there
  await step('B-2', 4, 'unreachable', 'no-address', '2026-11-30T13:00:00Z');
  await step('B-1', 4, 'sent', null, '2026-11-30T13:00:00Z');
  await step('B-1', 21, 'skipped', 'by-hand', '2026-11-30T13:00:00Z');
  await step('B-1', 10, 'skipped', 'late', '2026-10-15T13:00:00Z');
  await step('B-test', 3, 'skipped', 'late', '2026-11-30T13:00:00Z');
});
afterAll(() => api.close());

async function step(chargeId: string, rule: number, state: string, reason: string | null, plannedFor: string) {
  await sql()`
    insert into steps (charge_id, key, rule, event, due_date, state, reason, planned_for, sends_at, send_until, moved, revision, created_at, updated_at)
    values (${chargeId}, ${`${rule}:x`}, ${rule}, 'due', '2026-12-10', ${state}, ${reason}, ${plannedFor}, ${plannedFor}, ${plannedFor}, '[]', 1, now(), now())`;
}
const listed = async (query: string, options = {}) =>
  (await api.get(`/v1/reports/${query}`, options)).body.items.map(
    ({ chargeId, rule }: { chargeId: string; rule: number }) => `${chargeId} ${rule}`,
  );

describe('the missed report', () => {
  test('lists what was too late or gave way, the newest first, and counts it by reason', async () => {
    const { body } = await api.get('/v1/reports/missed');
    expect(body).toMatchObject({ from: '2026-11-01', to: '2026-12-01', byReason: { late: 2, merged: 1 }, nextCursor: null });
    expect(await listed('missed')).toEqual(['B-1 20', 'B-1 3', 'B-2 3']);
    expect(body.items[2]).toMatchObject({
      customerId: 'C-2',
      unit: 'filial',
      event: 'due',
      dueDate: '2026-12-10',
      plannedFor: '2026-11-29T03:59:00.000Z',
    });
  });

  test('goes by the days of the customers', async () => {
    expect(await listed('missed?from=2026-11-28&to=2026-11-28')).toEqual(['B-2 3']);
    expect(await listed('missed?from=2026-11-29&to=2026-11-29')).toEqual([]);
    expect(await listed('missed?from=2026-10-15&to=2026-10-15')).toEqual(['B-1 10']);
  });

  test('is read page by page', async () => {
    const first = (await api.get('/v1/reports/missed?limit=2')).body;
    expect(first.items).toHaveLength(2);
    expect(await listed(`missed?limit=2&cursor=${first.nextCursor}`)).toEqual(['B-2 3']);
  });

  test('is a table for a spreadsheet, or for programs', async () => {
    const table = await api.get('/v1/reports/missed?format=csv&from=2026-11-30&to=2026-11-30');
    expect(table.headers.get('Content-Type')).toContain('text/csv');
    expect(table.body).toBe(
      'Previsto;Cobrança;Vencimento;Cliente;Nome;Unidade;Regra;Evento;Motivo\r\n' +
        '30/11/2026 09:00;B-1;10/12/2026;C-1;"Zé; do Bar";matriz;20;Vencimento;Juntada a uma mais nova\r\n' +
        '30/11/2026 09:00;B-1;10/12/2026;C-1;"Zé; do Bar";matriz;3;Vencimento;Passou da hora\r\n',
    );
    const iso = await api.get('/v1/reports/missed?format=csv&csv=iso&from=2026-11-30&to=2026-11-30');
    expect(iso.body).toContain('2026-11-30T13:00:00.000Z,B-1,2026-12-10,C-1,Zé; do Bar,matriz,20,due,merged\r\n');
  });

  test('as a table begins with the mark by which a spreadsheet knows UTF-8', async () => {
    const key = await api.addKey('reports:read');
    const answer = await api.app.request('/v1/reports/missed?format=csv', { headers: { Authorization: `Bearer ${key}` } });
    expect([...new Uint8Array(await answer.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test('shows staff limited to units what lies there', async () => {
    const viewer = await api.as({ role: 'viewer', units: ['filial'] });
    expect(await listed('missed', { cookie: viewer })).toEqual(['B-2 3']);
    expect((await api.get('/v1/reports/missed?format=csv', { cookie: viewer })).body).not.toContain('matriz');
  });
});

test('the unreachable report lists whom no text reached', async () => {
  expect((await api.get('/v1/reports/unreachable')).body).toMatchObject({
    byReason: { 'no-address': 1 },
    items: [{ chargeId: 'B-2', rule: 4 }],
  });
});

test.each([
  ['from=2026-11-02&to=2026-11-01', 'from'],
  ['from=01/11/2026', 'from'],
  ['format=pdf', 'format'],
  ['unit=matriz', 'unit'],
])('a report with %s is refused', async (query, path) => {
  expect(await api.get(`/v1/reports/missed?${query}`)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
});
