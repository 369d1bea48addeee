import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotate } from '../cli/rotate-key.ts';
import { createSealer } from '../db/sealed.ts';
import { createApp } from './app.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { gateway, putProvider, reminder, startService, unit } from './fixtures/provider.ts';

let api: TestApp;
let gatewayId: string;
let templateId: string;
beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
});
afterAll(() => api.close());

const outbox = async (kind: string) =>
  (await api.deps.db.sql`delete from outbox where kind = ${kind} returning target`).map((row) => String(row.target));

test('while the service is off, or without a gateway, a text by hand is refused in words', async () => {
  expect(await api.post('/v1/messages', { phone: '67999991234', text: 'Oi' })).toMatchObject({
    status: 409,
    body: { code: 'service-off' },
  });
  await api.patch('/v1/settings', { service: 'on' });
  expect(await api.post('/v1/messages', { phone: '67999991234', text: 'Oi' })).toMatchObject({ status: 409, body: { code: 'no-gateway' } });
  await api.patch('/v1/settings', { service: 'off' });
});

test('publishing and switching on plan the open charges again, and only then', async () => {
  await outbox('survey');
  ({ gatewayId, templateId } = await startService(api));
  expect(await outbox('survey')).toHaveLength(2);
  expect((await api.get('/v1/settings')).body).toMatchObject({ service: 'on', serviceOnSince: '2026-12-01T12:00:00.000Z' });
  const again = await api.patch('/v1/settings', { service: 'on' });
  expect(again.headers.get('Regua-Unchanged')).toBe('1');
  await api.put('/v1/rule-sets/default', { name: 'Padrão', rules: [{ ...reminder(templateId), offset: { days: -5 } }] });
  expect(await outbox('survey')).toEqual([]);
  expect((await api.get('/v1/charges/768412')).body.nextStep.sendsAt).toBe('2026-12-07T13:00:00.000Z');
  const { surveyId } = (await api.post('/v1/rule-sets/default/publish')).body;
  expect(await outbox('survey')).toEqual([surveyId]);
  expect((await api.get(`/v1/surveys/${surveyId}`)).body).toMatchObject({ kind: 'replan', state: 'waiting', cause: 'rule-set:default' });
  expect((await api.get('/v1/charges/768412')).body.nextStep.sendsAt).toBe('2026-12-05T13:00:00.000Z');
  expect(await api.post('/v1/rule-sets/default/publish')).toMatchObject({ status: 409, body: { code: 'nothing-to-publish' } });
  expect((await api.get('/v1/rule-sets/default/versions')).body.items).toMatchObject([{ version: 2 }, { version: 1 }]);
});

test('a publication for some units names units that are there, of a set that is in force', async () => {
  await api.put('/v1/rule-sets/default', { name: 'Padrão', rules: [{ ...reminder(templateId), offset: { days: -4 } }] });
  const wrong = await api.post('/v1/rule-sets/default/publish', { units: ['matriz', 'lua'] });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'units', given: 'lua' }] } });
  const staged = await api.post('/v1/rule-sets/default/publish', { units: ['matriz'] });
  expect(staged.body).toMatchObject({ publishedVersion: 2, stagedVersion: 3, stagedUnits: ['matriz'] });
  expect((await api.get('/v1/charges/768412')).body.nextStep.sendsAt).toBe('2026-12-06T13:00:00.000Z');
  expect((await api.delete('/v1/rule-sets/default/staging')).body).toMatchObject({ publishedVersion: 2, stagedVersion: null });
  expect(await api.delete('/v1/rule-sets/default/staging')).toMatchObject({ status: 409, body: { code: 'nothing-to-publish' } });
  await api.put('/v1/rule-sets/nova', { name: 'Nova', appliesTo: { plans: ['x'] }, rules: [reminder(templateId)] });
  expect(await api.post('/v1/rule-sets/nova/publish', { units: ['matriz'] })).toMatchObject({
    status: 409,
    body: { code: 'nothing-in-force' },
  });
});

test('a simulation needs a draft, and one forecast at a time is computed', async () => {
  await api.put('/v1/rule-sets/default', { name: 'Padrão', rules: [{ ...reminder(templateId), offset: { days: -6 } }] });
  expect((await api.post('/v1/rule-sets/default/simulate', {})).body).toMatchObject({ kind: 'simulation', ruleSetId: 'default' });
  const first = await api.post('/v1/reports/forecast', {});
  expect((await api.post('/v1/reports/forecast', {})).body.id).toBe(first.body.id);
  expect((await api.get('/v1/reports/forecast')).body).toMatchObject({ latest: null, running: { id: first.body.id } });
  expect((await api.delete(`/v1/surveys/${first.body.id}`)).status).toBe(204);
  expect(await api.delete(`/v1/surveys/${first.body.id}`)).toMatchObject({ status: 409, body: { code: 'survey-over' } });
});

test('number 3 with no day before is kept as switched off', async () => {
  const { body } = await api.put('/v1/rule-sets/default', { name: 'Padrão', rules: [{ ...reminder(templateId), offset: { days: 0 } }] });
  expect(body).toMatchObject({ state: 'draft', rules: [{ number: 3, enabled: false }] });
});

test('windows change where they are named: a day left out stays, an empty one is closed', async () => {
  const before = (await api.get('/v1/settings')).body.windows;
  const { body } = await api.patch('/v1/settings', { windows: { collection: { sat: [] } } });
  expect(body.windows).toEqual({ ...before, collection: { ...before.collection, sat: [] } });
});

test('a secret is never answered, stays when it is left out or sent as its mask, and is replaced when it is new', async () => {
  const first = await api.get(`/v1/gateways/${gatewayId}`);
  expect(first.body).toMatchObject({ price: '0.0650', credentials: 'readable', settings: { user: 'u', password: '***' } });
  const same = await api.put(`/v1/gateways/${gatewayId}`, { ...gateway, settings: first.body.settings });
  expect(same.headers.get('Regua-Unchanged')).toBe('1');
  const { password: _left, ...without } = gateway.settings;
  expect((await api.put(`/v1/gateways/${gatewayId}`, { ...gateway, settings: without })).headers.get('Regua-Unchanged')).toBe('1');
  await outbox('gateway');
  const changed = await api.patch(`/v1/gateways/${gatewayId}`, { settings: { password: 'segredo-2' } });
  expect(changed.headers.get('Regua-Unchanged')).toBeNull();
  expect(await outbox('gateway')).toEqual([gatewayId]);
  const everything = JSON.stringify([changed.body, (await api.get('/v1/gateways')).body, (await api.get('/v1/audit?limit=500')).body]);
  expect(everything).not.toMatch(/segredo-/);
});

test('a key that does not open the credentials shows them as unreadable, refuses to keep them, and changes nothing', async () => {
  const stranger = createApp({ ...api.deps, sealer: createSealer([{ id: 'k2', key: Buffer.alloc(32, 9) }]) });
  const key = await api.addKey('*');
  const ask = (method: string, body?: unknown) =>
    stranger.request(`/v1/gateways/${gatewayId}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  expect(await (await ask('GET')).json()).toMatchObject({ credentials: 'unreadable' });
  const before = await api.deps.db.sql`select * from gateways`;
  const refused = await ask('PATCH', { settings: { user: 'v' } });
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({ errors: [{ path: 'settings.password', given: '***' }] });
  expect(await api.deps.db.sql`select * from gateways`).toEqual(before);
  expect((await ask('PATCH', { paused: true })).status).toBe(200);
  await api.patch(`/v1/gateways/${gatewayId}`, { paused: false });
});

test('a rotated key opens everything that was sealed before, and the service knows no difference', async () => {
  await api.put('/v1/customers/C-9', { name: 'Ana', unit: 'matriz', password: 'hotsite' });
  const old = { id: 'k1', key: Buffer.alloc(32, 7) };
  const next = { id: 'k2', key: Buffer.alloc(32, 8) };
  const report = await rotate(api.deps.db.db, createSealer([next, old]));
  expect(report).toEqual({ resealed: 2, alreadyNew: 0, unreadable: [] });
  const rotated = createApp({ ...api.deps, sealer: createSealer([next]) });
  const headers = { Authorization: `Bearer ${await api.addKey('*')}`, 'Content-Type': 'application/json' };
  expect(await (await rotated.request(`/v1/gateways/${gatewayId}`, { headers })).json()).toMatchObject({ credentials: 'readable' });
  const body = JSON.stringify({ name: 'Ana', unit: 'matriz', password: 'hotsite' });
  expect((await rotated.request('/v1/customers/C-9', { method: 'PUT', headers, body })).headers.get('Regua-Unchanged')).toBe('1');
  expect(await rotate(api.deps.db.db, createSealer([next]))).toMatchObject({ resealed: 0, unreadable: [] });
  await rotate(api.deps.db.db, createSealer([old, next]));
});

test('saving a gateway ends a stop that came from its own fault', async () => {
  await api.deps.db.sql`update gateways set stopped_reason = 'login', stopped_at = now()`;
  const { body } = await api.patch(`/v1/gateways/${gatewayId}`, {});
  expect(body).toMatchObject({ stoppedReason: null, stoppedAt: null });
});

test('a template that a rule names and a gateway in use cannot be deleted', async () => {
  expect(await api.delete(`/v1/templates/${templateId}`)).toMatchObject({ status: 409, body: { code: 'in-use' } });
  expect(await api.delete(`/v1/gateways/${gatewayId}`)).toMatchObject({ status: 409, body: { code: 'in-use' } });
  const { body } = await api.post('/v1/templates', { name: 'Solto', text: 'Oi' });
  expect((await api.delete(`/v1/templates/${body.id}`)).status).toBe(204);
});

test('a template is shown with the seed’s sample data, or for a charge', async () => {
  const sample = await api.post(`/v1/templates/${templateId}/preview`, {});
  expect(sample.body).toMatchObject({
    text: 'Marcos, sua fatura de R$146,37 vence em 23/05/2018.',
    segments: 1,
    cost: '0.0650',
    encoding: 'GSM-7',
  });
  const real = await api.post(`/v1/templates/${templateId}/preview`, { chargeId: '768412' });
  expect(real.body.text).toBe('Marcos, sua fatura de R$146,37 vence em 10/12/2026.');
  expect(await api.post(`/v1/templates/${templateId}/preview`, { chargeId: 'x' })).toMatchObject({ status: 422 });
});

test('where no customer is named the house speaks of itself to the sample’s customer', async () => {
  const told = async () => (await api.post('/v1/templates/preview', { text: '{CLI_NAME}: fatura {ISP_NAME} de {COB_VAL_DOC}' })).body.text;
  expect(await told()).toBe('Marcos: fatura Matriz de R$146,37');
  await api.put('/v1/units/matriz', { ...unit, name: 'NetSul' });
  expect(await told()).toBe('Marcos: fatura NetSul de R$146,37');
  await api.put('/v1/units/matriz', unit);
});

test('a text is shown before there is a template of it, and what could not be saved is refused at its field', async () => {
  const shown = await api.post('/v1/templates/preview', { text: 'Oi {CLI_NAME}, não esqueça.', customerId: 'C-1' });
  expect(shown).toMatchObject({ status: 200, body: { text: 'Oi Marcos, nao esqueca.', segments: 1 } });
  const missing = await api.post('/v1/templates/preview', {
    text: 'Pague {COB_VAL_DOC}',
    customerId: 'C-1',
    missing: { COB_VAL_DOC: 'skip' },
  });
  expect(missing.body).toMatchObject({ text: null, missing: { variable: 'COB_VAL_DOC', rule: 'skip' } });
  const wrong = await api.post('/v1/templates/preview', { text: 'Oi {CLI_NOME}' });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'text', expected: '{CLI_NAME} ou outra variável conhecida' }] } });
});

test('a text by hand is queued at once, counted and priced, and its gateway is told', async () => {
  await outbox('gateway');
  const sent = await api.post('/v1/messages', { customerId: 'C-1', text: 'Olá {CLI_NAME}, tudo certo?' });
  expect(sent).toMatchObject({
    status: 201,
    body: {
      kind: 'manual',
      state: 'queued',
      to: '+5567999991234',
      text: 'Ola Marcos, tudo certo?',
      segments: 1,
      cost: '0.0650',
      customerId: 'C-1',
      attempt: 1,
      notBefore: '2026-12-01T12:00:00.000Z',
      sendUntil: '2026-12-02T12:00:00.000Z',
      events: [{ state: 'queued' }],
    },
  });
  expect(await outbox('gateway')).toEqual([gatewayId]);
  expect((await api.get('/v1/messages?phone=67%2099999-1234&kind=manual')).body.items).toMatchObject([{ id: sent.body.id }]);
  expect((await api.get(`/v1/messages/${sent.body.id}`)).body.events).toHaveLength(1);
  expect((await api.get('/v1/messages/x')).status).toBe(404);
});

test('the same Idempotency-Key sends one text, however many requests race', async () => {
  const headers = { 'Idempotency-Key': 'aviso-1' };
  const body = { phone: '67999991234', text: 'Uma vez' };
  const answers = await Promise.all(Array.from({ length: 6 }, () => api.post('/v1/messages', body, { headers })));
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
  const again = await api.post('/v1/messages', body, { headers });
  expect(again.status).toBe(201);
  expect(again.headers.get('Idempotency-Replayed')).toBe('1');
  const [row] = await api.deps.db.sql`select count(*)::int as count from messages where text = 'Uma vez'`;
  expect(row?.count).toBe(1);
  const ids = new Set(answers.filter(({ status }) => status === 201).map((answer) => answer.body.id));
  expect([...ids]).toEqual([again.body.id]);

  const other = await api.post('/v1/messages', { ...body, text: 'Outra' }, { headers });
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-mismatch' } });
  const caller = await api.addKey('*');
  expect((await api.post('/v1/messages', body, { headers, key: caller })).body.id).not.toBe(again.body.id);
});

test('a request that failed leaves its Idempotency-Key free, and an answer is forgotten after 72 hours', async () => {
  const headers = { 'Idempotency-Key': 'aviso-2' };
  expect((await api.post('/v1/messages', { phone: '123', text: 'Oi' }, { headers })).status).toBe(422);
  const first = await api.post('/v1/messages', { phone: '67999991234', text: 'Oi' }, { headers });
  api.clock.advanceBy(72 * 3_600_000 + 1);
  const later = await api.post('/v1/messages', { phone: '67999991234', text: 'Oi' }, { headers });
  expect(later.body.id).not.toBe(first.body.id);
});
