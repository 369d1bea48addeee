import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { customer, putProvider } from './fixtures/provider.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
});
beforeEach(async () => {
  await api.deps.db.sql`truncate opt_outs, audit, outbox`;
});
afterAll(() => api.close());

const phone = '+5567999991234';
const path = `/v1/opt-outs/${encodeURIComponent('(67) 99999-1234')}`;

test('a phone is taken out of advertising, typed in any way, and the wish says from when and where', async () => {
  const put = await api.put(path, { scope: 'marketing', reason: 'pediu ao balcão' });
  expect(put).toMatchObject({ status: 201, body: { phone, scope: 'marketing', source: 'api', at: '2026-12-01T12:00:00.000Z' } });
  expect((await api.get(`/v1/opt-outs/${phone}`)).body).toMatchObject({ scope: 'marketing', reason: 'pediu ao balcão', all: [{ phone }] });
  expect((await api.get('/v1/opt-outs?scope=marketing')).body.items).toHaveLength(1);
  expect((await api.get('/v1/audit?entity=opt-out')).body.items).toMatchObject([
    { action: 'opt-out.changed', entityId: phone, before: null },
  ]);
});

test('the same wish again writes nothing', async () => {
  await api.put(path, { scope: 'all', reason: null, at: '2026-11-01T00:00:00Z', source: 'balcão' });
  const again = await api.put(path, { scope: 'all', source: 'balcão' });
  expect([again.status, again.headers.get('Regua-Unchanged')]).toEqual([200, '1']);
  expect(again.body.at).toBe('2026-11-01T00:00:00.000Z');
  expect((await api.get('/v1/audit?entity=opt-out')).body.items).toHaveLength(1);
});

test('a wrong person stands beside the other wishes, one for each customer, and is taken back alone', async () => {
  await api.put(path, { scope: 'wrong-person', customerId: 'C-1' });
  await api.put(path, { scope: 'wrong-person', customerId: 'C-2' });
  const { body } = await api.put(path, { scope: 'marketing' });
  expect(body.scope).toBe('marketing');
  expect(body.all.map(({ scope, customerId }: { scope: string; customerId: string | null }) => [scope, customerId])).toEqual([
    ['marketing', null],
    ['wrong-person', 'C-1'],
    ['wrong-person', 'C-2'],
  ]);
  expect((await api.delete(`${path}?customerId=C-1`)).status).toBe(204);
  expect((await api.get(path)).body.all).toHaveLength(2);
  expect((await api.delete(path)).status).toBe(204);
  expect((await api.get(path)).status).toBe(404);
  expect((await api.delete(path)).status).toBe(404);
});

test('it outlives every import and change of the customer', async () => {
  await api.put(path, { scope: 'all' });
  const phones = [{ number: '(67) 99999-1234', billing: true, marketing: true }];
  await api.put('/v1/customers/C-1', { ...customer, name: 'Outro', phones });
  const line = JSON.stringify({ id: 'C-1', name: 'Marcos', unit: 'matriz', phones });
  await api.post('/v1/import/customers', line, { headers: { 'Content-Type': 'application/x-ndjson' } });
  expect((await api.get(path)).body.scope).toBe('all');
});

test('a wish that concerns the ladder has the open charges of that phone planned anew, one against advertising does not', async () => {
  const revision = async () => (await api.deps.db.sql`select revision from charges where id = '768412'`)[0]?.revision;
  const before = await revision();
  await api.put(path, { scope: 'marketing' });
  expect(await revision()).toBe(before);
  await api.put(path, { scope: 'all' });
  expect(await revision()).toBe(before + 1);
  await api.delete(path);
  expect(await revision()).toBe(before + 2);
});

test.each([
  ['a phone that is none', '/v1/opt-outs/123', { scope: 'all' }, { path: 'phone', given: '123' }],
  [
    'a phone without area code',
    '/v1/opt-outs/999991234',
    { scope: 'all' },
    { path: 'phone', expected: 'celular brasileiro com DDD, como (67) 99999-1234' },
  ],
  ['a scope that is none', path, { scope: 'tudo' }, { path: 'scope', given: 'tudo', expected: 'wrong-person, marketing, all' }],
  ['a moment without offset', path, { scope: 'all', at: '2026-11-01' }, { path: 'at', given: '2026-11-01' }],
  ['an unknown field', path, { scope: 'all', telefone: '1' }, { path: 'telefone' }],
])('%s is refused', async (_name, at, body, error) => {
  const answer = await api.put(at, body);
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-field', errors: [error] } });
  expect((await api.get('/v1/opt-outs')).body.items).toEqual([]);
});

test('a phone of more than five customers is suspect, and those removed do not count', async () => {
  const put = (id: number) =>
    api.put(`/v1/customers/S-${id}`, { ...customer, phones: [{ number: '67 98888-0000' }, { number: `67 97777-000${id}` }] });
  for (let id = 1; id <= 5; id++) await put(id);
  expect((await api.get('/v1/suspect-phones')).body).toEqual({ items: [], nextCursor: null });
  await put(6);
  expect((await api.get('/v1/suspect-phones')).body.items).toEqual([
    { phone: '+5567988880000', customers: 6, customerIds: ['S-1', 'S-2', 'S-3', 'S-4', 'S-5', 'S-6'] },
  ]);
  await api.delete('/v1/customers/S-6');
  expect((await api.get('/v1/suspect-phones')).body.items).toEqual([]);
});

test('suspect phones come page by page', async () => {
  for (const number of ['67 98888-0001', '67 98888-0002'])
    for (let id = 1; id <= 6; id++) await api.put(`/v1/customers/P${number.slice(-1)}-${id}`, { ...customer, phones: [{ number }] });
  const first = await api.get('/v1/suspect-phones?limit=1');
  expect(first.body.items).toMatchObject([{ phone: '+5567988880001' }]);
  const second = await api.get(`/v1/suspect-phones?limit=1&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ items: [{ phone: '+5567988880002' }], nextCursor: null });
});
