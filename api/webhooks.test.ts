import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotate } from '../cli/rotate-key.ts';
import { pushEvent } from '../db/queries/events-out.ts';
import { createSealer } from '../db/sealed.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
});
afterAll(() => api.close());

const webhook = { url: 'https://erp.example.com/regua?loja=1', events: ['charge.milestone', 'message.*'] };
const create = async (changed: object = {}) => (await api.post('/v1/webhooks', { ...webhook, ...changed })).body;
const rows = () => api.deps.db.sql;
const calls = async () => (await rows()`delete from outbox where kind = 'webhook' returning target`).map(({ target }) => String(target));

test('a webhook’s secret is shown once, and never again', async () => {
  const headers = { 'Idempotency-Key': 'once' };
  const created = await api.post('/v1/webhooks', webhook, { headers });
  expect(created).toMatchObject({
    status: 201,
    body: { ...webhook, detail: 'ids', enabled: true, secret: expect.stringMatching(/^whsec_/) },
  });
  expect(Buffer.from(created.body.secret.slice(6), 'base64')).toHaveLength(32);
  expect((await api.post('/v1/webhooks', webhook, { headers })).body).toEqual({ ...created.body, secret: null });
  const shown = JSON.stringify([(await api.get('/v1/webhooks')).body, (await api.get('/v1/audit')).body]);
  expect(shown).toContain(created.body.id);
  expect(shown).not.toContain(created.body.secret);
  expect(JSON.stringify(await rows()`select * from webhooks`)).not.toContain(created.body.secret);
});

test('a PUT replaces what it says, keeps the secret, and lets a resting address be called at once', async () => {
  const { id } = await create();
  await rows()`update webhooks set rest_until = '2026-12-01T12:01:00Z', unanswered = 5 where id = ${id}`;
  const [before] = await rows()`select secret from webhooks where id = ${id}`;
  await calls();
  const changed = await api.put(`/v1/webhooks/${id}`, { url: 'http://10.0.0.7:8080/', events: ['charge.*'], detail: 'full' });
  expect(changed).toMatchObject({ status: 200, body: { url: 'http://10.0.0.7:8080/', detail: 'full', restUntil: null } });
  expect(await rows()`select secret, unanswered from webhooks where id = ${id}`).toEqual([{ secret: before?.secret, unanswered: 0 }]);
  expect(await calls()).toEqual([id]);
  const again = await api.put(`/v1/webhooks/${id}`, { url: 'http://10.0.0.7:8080/', events: ['charge.*'], detail: 'full' });
  expect([again.headers.get('Regua-Unchanged'), await calls()]).toEqual(['1', []]);
  const { items } = (await api.get(`/v1/audit?entity=webhook&entityId=${id}`)).body;
  expect(items.map(({ action }: { action: string }) => action)).toEqual(['webhook.changed', 'webhook.created']);
});

test('a new secret leaves the one before in force for a day', async () => {
  const { id, secret } = await create();
  const rotated = await api.post(`/v1/webhooks/${id}/secret`);
  expect(rotated).toMatchObject({ status: 201, body: { id, previousSecretUntil: '2026-12-02T12:00:00.000Z' } });
  expect(rotated.body.secret).not.toBe(secret);
  const [row] = await rows()`select secret, previous_secret from webhooks where id = ${id}`;
  const opened = [row?.secret, row?.previous_secret].map((sealed) => api.deps.sealer?.open(sealed));
  expect(opened).toEqual([
    { ok: true, value: rotated.body.secret },
    { ok: true, value: secret },
  ]);
});

test('a rotated sealing key still opens a webhook’s secrets', async () => {
  const { id, secret } = await create();
  const sealer = createSealer([
    { id: 'k2', key: Buffer.alloc(32, 8) },
    { id: 'k1', key: Buffer.alloc(32, 7) },
  ]);
  await rotate(api.deps.db.db, sealer);
  const [row] = await rows()`select secret from webhooks where id = ${id}`;
  expect(sealer.isOld(row?.secret)).toBe(false);
  expect(sealer.open(row?.secret)).toEqual({ ok: true, value: secret });
});

test('a test goes to one webhook alone, whatever it asks for', async () => {
  const [{ id }] = [await create(), await create({ events: ['charge.*'] })];
  await calls();
  const tested = await api.post(`/v1/webhooks/${id}/test`);
  expect(tested).toMatchObject({ status: 201, body: { webhookId: id, type: 'webhook.test', state: 'pending', attempts: 0 } });
  expect(await calls()).toEqual([id]);
  expect((await api.get(`/v1/webhook-deliveries?webhookId=${id}`)).body.items).toEqual([tested.body]);
});

test('a webhook that is switched off is not tested, in words', async () => {
  const { id } = await create({ enabled: false });
  expect(await api.post(`/v1/webhooks/${id}/test`)).toMatchObject({ status: 409, body: { code: 'webhook-off' } });
});

test('what failed can be sent again, by name or since an instant', async () => {
  const { id } = await create({ events: ['charge.held'] });
  for (const chargeId of ['B-1', 'B-2']) {
    await pushEvent(api.deps.db.db, { type: 'charge.held', data: { chargeId }, now: '2026-12-01T12:00:00.000Z' });
  }
  await rows()`update webhook_deliveries set state = 'failed', attempts = 13, status = 500, fault = 'HTTP 500' where webhook_id = ${id}`;
  const failed = (await api.get('/v1/webhook-deliveries?state=failed')).body.items;
  expect(failed).toMatchObject([
    { data: { chargeId: 'B-2' }, nextAttemptAt: null, fault: 'HTTP 500' },
    { data: { chargeId: 'B-1' }, status: 500 },
  ]);
  await calls();
  expect((await api.post('/v1/webhook-deliveries/replay', { deliveryIds: [failed[0].id] })).body).toEqual({ replayed: 1 });
  expect(await calls()).toEqual([id]);
  const since = '2026-12-01T00:00:00-03:00';
  expect((await api.post('/v1/webhook-deliveries/replay', { webhookId: id, since })).body).toEqual({ replayed: 1 });
  const { items } = (await api.get(`/v1/webhook-deliveries?webhookId=${id}`)).body;
  expect(items).toMatchObject([
    { state: 'pending', attempts: 0, eventId: failed[0].eventId },
    { state: 'pending', attempts: 0, eventId: failed[1].eventId },
  ]);
});

test('a removed webhook is told nothing more', async () => {
  const { id } = await create({ events: ['charge.held'] });
  expect((await api.delete(`/v1/webhooks/${id}`)).status).toBe(204);
  await calls();
  await pushEvent(api.deps.db.db, { type: 'charge.held', data: {}, now: '2026-12-01T12:00:00.000Z' });
  expect(await calls()).not.toContain(id);
  expect((await api.get(`/v1/webhook-deliveries?webhookId=${id}`)).body.items).toEqual([]);
});

test.each([
  ['a path without a host', { url: '/regua' }, 'url'],
  ['another protocol', { url: 'ftp://erp.example.com/' }, 'url'],
  ['a password in the address', { url: 'https://u:p@erp.example.com/' }, 'url'],
  ['a fragment', { url: 'https://erp.example.com/#a' }, 'url'],
  ['no event', { events: [] }, 'events'],
  ['an event that does not exist', { events: ['charge.milestone', 'charge.sold'] }, 'events.1'],
  ['everything', { events: ['*'] }, 'events.0'],
  ['another detail', { detail: 'all' }, 'detail'],
  ['an unknown field', { secret: 'mine' }, 'secret'],
])('a webhook with %s is refused', async (_, changed, path) => {
  const answer = await api.post('/v1/webhooks', { ...webhook, ...changed });
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-field', errors: [{ path }] } });
  expect(answer.body.errors[0].expected).not.toBe('');
});

test('unknown webhooks and deliveries are named', async () => {
  expect((await api.put('/v1/webhooks/none', webhook)).status).toBe(404);
  expect((await api.delete('/v1/webhooks/none')).status).toBe(404);
  expect((await api.post('/v1/webhooks/none/test')).status).toBe(404);
  expect((await api.post('/v1/webhooks/none/secret')).status).toBe(404);
  expect((await api.post('/v1/webhook-deliveries/replay', { webhookId: 'none', since: '2026-12-01T00:00:00Z' })).status).toBe(404);
  expect(await api.post('/v1/webhook-deliveries/replay', { deliveryIds: ['99999'] })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'deliveryIds', given: '99999' }] },
  });
});

test('without a sealing key no webhook is created', async () => {
  const bare = await createTestApp({ sealer: null });
  expect(await bare.post('/v1/webhooks', webhook)).toMatchObject({ status: 422, body: { code: 'secret-key-missing' } });
  await bare.close();
});
