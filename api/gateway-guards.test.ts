import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway } from '../worker/open-gateway.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { gateway } from './fixtures/provider.ts';

let api: TestApp;
const khal = { name: 'Khal', service: 'khal', settings: { user: 'u', password: 'segredo-1', host: '127.0.0.1', port: 8081, ssl: false } };

beforeAll(async () => {
  api = await createTestApp();
});
afterAll(() => api.close());

test('a gateway takes over from others in its order, spends what it likes and is well, until somebody says otherwise', async () => {
  const { body } = await api.post('/v1/gateways', gateway);
  expect(body).toMatchObject({ position: 0, fallback: true, monthlyMessages: null, monthlyCents: null, balanceFloor: null });
  expect(body.health).toMatchObject({ downSince: null, monthMessages: 0, monthCost: '0.0000', balance: null, pollFault: null });
  const guarded = await api.patch(`/v1/gateways/${body.id}`, {
    position: 2,
    fallback: false,
    monthlyMessages: 5_000,
    monthlyCents: 30_000,
  });
  expect(guarded.body).toMatchObject({ position: 2, fallback: false, monthlyMessages: 5_000, monthlyCents: 30_000 });
  const again = await api.patch(`/v1/gateways/${body.id}`, { monthlyMessages: 5_000 });
  expect(again.headers.get('Regua-Unchanged')).toBe('1');
});

test('a floor under the balance is a decimal, and the same one again changes nothing', async () => {
  const { body } = await api.post('/v1/gateways', { ...khal, balanceFloor: '100' });
  expect(body.balanceFloor).toBe('100.0000');
  expect((await api.patch(`/v1/gateways/${body.id}`, { balanceFloor: '100.00' })).headers.get('Regua-Unchanged')).toBe('1');
});

test.each([
  [
    'a floor under a balance that the provider does not tell',
    { ...gateway, name: 'x', balanceFloor: '10' },
    { path: 'balanceFloor', given: '10.0000' },
  ],
  ['a floor that is none', { ...khal, name: 'x', balanceFloor: '10,5' }, { path: 'balanceFloor', given: '10,5' }],
  ['a negative cap', { ...khal, name: 'x', monthlyMessages: -1 }, { path: 'monthlyMessages', given: '-1', expected: 'no mínimo 0' }],
  ['a cap of half a centavo', { ...khal, name: 'x', monthlyCents: 0.5 }, { path: 'monthlyCents', given: '0.5' }],
  ...['(a)\\1', '\\w+\\d+(?!x)', '\\w{1000}', '('].map((given): [string, object, object] => [
    `the pattern ${given}, whose work has no end that is near,`,
    { ...gateway, name: 'x', settings: { ...gateway.settings, rules: [{ body: given, outcome: 'accepted' }] } },
    { path: 'settings.rules.0.body', given, expected: expect.stringMatching(/expressão regular|no máximo uma repetição/) },
  ]),
  ['an order that is none', { ...khal, name: 'x', position: -1 }, { path: 'position', given: '-1' }],
])('%s is refused', async (_name, body, error) => {
  expect(await api.post('/v1/gateways', body)).toMatchObject({ status: 422, body: { code: 'invalid-field', errors: [error] } });
});

test('settings of an earlier version that are taken no more stop the gateway in words, and burn nothing', async () => {
  const { body } = await api.post('/v1/gateways', { ...gateway, name: 'Antigo' });
  const opened = () => openGateway({ ...api.deps, sql: api.deps.db.sql, publicUrl: null }, body.id);
  const open = await opened();
  expect(open).not.toBeNull();
  await open?.connection.close();
  await api.deps.db
    .sql`update gateways set settings = jsonb_set(settings, '{rules}', '[{"body": "(a)\\\\1", "outcome": "accepted"}]') where id = ${body.id}`;
  expect(await opened()).toBeNull();
  expect((await api.get(`/v1/gateways/${body.id}`)).body.stoppedReason).toContain('corrija e grave');
});
