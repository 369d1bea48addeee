import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queueMessages } from '../db/queries/messages.ts';
import { nowOf } from '../domain/clock.ts';
import { manualMessage } from '../test/manual-message.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { gateway, putProvider } from './fixtures/provider.ts';
import { giveHookSecrets } from './hook-secrets.ts';

let api: TestApp;
let gatewayId: string;
let hook: string;
let replyHook: string;

const receipts = {
  id: 'id',
  state: 'status',
  at: 'when',
  states: { delivered: ['1', 'entregue'], undelivered: ['2'], accepted: [], refused: [] },
  answer: 'OK',
};

const replies = { from: 'de', text: 'msg', id: 'id', answer: 'Recebido' };

beforeAll(async () => {
  api = await createTestApp();
  const created = await api.post('/v1/gateways', { ...gateway, settings: { ...gateway.settings, receipts, replies } });
  gatewayId = created.body.id;
  ({ receipts: hook, replies: replyHook } = (await api.get(`/v1/gateways/${gatewayId}`)).body.hooks);
});
beforeEach(() => api.deps.db.sql`truncate messages, message_events, receipts, replies, opt_outs cascade`);
afterAll(() => api.close());

async function acceptedText(providerId: string): Promise<void> {
  const now = nowOf(api.clock);
  const [id = 0] = await queueMessages(api.deps.db.db, [manualMessage(now, { gatewayId })], now);
  await api.deps.db.sql`update messages set state = 'accepted', provider_id = ${providerId}, sent_at = ${now} where id = ${id}`;
}
const states = async () => (await api.deps.db.sql`select state from messages order by id`).map(({ state }) => state);
const call = (path: string, init: RequestInit = {}) => api.app.request(path, init);

test.each<[string, string, RequestInit]>([
  ['GET', '?id=x1&status=1', {}],
  ['POST form', '', { method: 'POST', body: new URLSearchParams({ id: 'x1', status: 'entregue' }) }],
  ['POST JSON', '', { method: 'POST', body: '{"id":"x1","status":1}', headers: { 'Content-Type': 'application/json' } }],
  ['GET with bytes that are not UTF-8', '?id=x1&status=1&texto=n%E3o+%80%FF', {}],
])('a receipt by %s needs no key, is stored before it is answered, and answers what the provider wants', async (_name, query, init) => {
  await acceptedText('x1');
  const answer = await call(`${hook}${query}`, init);
  expect([answer.status, await answer.text()]).toEqual([200, 'OK']);
  expect(await states()).toEqual(['delivered']);
});

test('a receipt without a time, late, twice or of nobody is answered alike', async () => {
  await acceptedText('x1');
  for (const query of ['?id=x1&status=1', '?id=x1&status=1', '?id=x1&status=2', '?id=nobody&status=1'])
    expect((await call(`${hook}${query}`)).status).toBe(200);
  expect(await states()).toEqual(['delivered']);
});

test('a word of no interest is answered and kept nowhere', async () => {
  expect((await call(`${hook}?id=x1&status=queued`)).status).toBe(200);
  expect(await api.deps.db.sql`select id from receipts`).toEqual([]);
});

test('a call that cannot be read is told 400, in words that repeat nothing of it', async () => {
  const answer = await call(`${hook}?segredo=abc`);
  expect(answer.status).toBe(400);
  const body = await answer.text();
  expect(JSON.parse(body)).toMatchObject({ code: 'unreadable-call' });
  expect(body).not.toContain('abc');
});

test('a reply is in the inbox, done as it asks, whatever charset the provider writes', async () => {
  await acceptedText('x1');
  const answer = await call(`${replyHook}?id=r1&de=5567999991234&msg=SAIR%2C+n%E3o+quero`);
  expect([answer.status, await answer.text()]).toEqual([200, 'Recebido']);
  expect((await call(`${replyHook}?id=r1&de=5567999991234&msg=SAIR%2C+n%E3o+quero`)).status).toBe(200);
  expect((await api.get('/v1/replies?phone=(67)%2099999-1234&intent=opt-out')).body.items).toMatchObject([
    { from: '+5567999991234', text: 'SAIR, não quero', gatewayId, intent: 'opt-out', messageId: expect.any(String) },
  ]);
  expect((await api.get('/v1/opt-outs/%2B5567999991234')).body).toMatchObject({ scope: 'marketing', source: 'reply' });
});

test('a reply names who sent it and what was answered, as far as anybody knows', async () => {
  await putProvider(api);
  await acceptedText('x1');
  await call(`${replyHook}?id=r1&de=5567999991234&msg=j%E1+paguei`);
  await call(`${replyHook}?id=r2&de=5567988887777&msg=quem%3F`);
  const [stranger, known] = (await api.get('/v1/replies')).body.items;
  expect(known).toMatchObject({ customerId: 'C-1', customerName: 'Marcos Valas', messageText: expect.any(String) });
  expect(stranger).toMatchObject({ customerId: null, customerName: null, messageId: null, messageText: null });
});

test('a reply waits until somebody reads it, which can be taken back; what the words asked for waits for nobody', async () => {
  await call(`${replyHook}?id=r1&de=5567999991234&msg=j%E1+paguei`);
  await call(`${replyHook}?id=r2&de=5567988887777&msg=SAIR`);
  const unread = async () => (await api.get('/v1/replies?unread=true')).body.items.map(({ text }: { text: string }) => text);
  const [, { id }] = (await api.get('/v1/replies')).body.items;
  expect(await unread()).toEqual(['já paguei']);
  expect((await api.get('/v1/reports/today')).body.unread).toBe(1);

  const cookie = await api.as({ role: 'operator', name: 'Ana' });
  const read = await api.call('PUT', `/v1/replies/${id}/read`, { cookie });
  expect(read.body).toMatchObject({ readAt: nowOf(api.clock), readBy: expect.stringMatching(/^user:/), readByName: 'Ana' });
  const again = await api.call('PUT', `/v1/replies/${id}/read`);
  expect([again.headers.get('Regua-Unchanged'), again.body.readByName]).toEqual(['1', 'Ana']);
  expect(await unread()).toEqual([]);

  expect((await api.delete(`/v1/replies/${id}/read`, { cookie })).body).toMatchObject({ readAt: null, readBy: null });
  expect(await unread()).toEqual(['já paguei']);
  const audited = (await api.get(`/v1/audit?entity=reply&entityId=${id}`)).body.items;
  expect(audited.map(({ action }: { action: string }) => action)).toEqual(['reply.unread', 'reply.read']);
  expect(JSON.stringify(audited)).not.toContain('paguei');
  expect((await api.call('PUT', '/v1/replies/999999/read')).status).toBe(404);
});

test('a receipt at the address of replies, and the other way round, is told 400 and does nothing', async () => {
  expect((await call(`${replyHook}?id=x1&status=1`)).status).toBe(400);
  expect((await call(`${hook}?id=r1&de=5567999991234&msg=SAIR`)).status).toBe(400);
  expect((await api.get('/v1/replies')).body.items).toEqual([]);
});

test('a wrong secret, another gateway and one that is not there look the same', async () => {
  const [, , , id, secret] = hook.split('/');
  for (const path of [`/hooks/receipts/${id}/wrong`, `/hooks/receipts/nobody/${secret}`, `/hooks/receipts/${id}/${secret}x`]) {
    const answer = await call(`${path}?id=x1&status=1`);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('Não há nada neste endereço.')]);
  }
});

test('who guesses secrets is slowed down, and the provider is not', async () => {
  let last = 0;
  for (let tries = 0; tries < 60; tries++) last = (await call(`/hooks/receipts/${gatewayId}/guess-${tries}`)).status;
  expect(last).toBe(429);
  expect((await call(`${hook}?id=x1&status=queued`)).status).toBe(200);
  api.clock.advanceTo('2026-12-01T12:01:00.000Z');
  expect((await call(`/hooks/receipts/${gatewayId}/guess`)).status).toBe(404);
});

test('the addresses show their secret to those who may change gateways, and to nobody else', async () => {
  const reader = await api.addKey('gateways:read');
  const masked = (await api.get(`/v1/gateways/${gatewayId}`, { key: reader })).body.hooks;
  expect(masked).toEqual({ receipts: `/hooks/receipts/${gatewayId}/***`, replies: `/hooks/replies/${gatewayId}/***` });
  const secret = hook.split('/').at(-1) ?? '';
  const written = await api.patch(`/v1/gateways/${gatewayId}`, { maxConnections: 7 });
  const everything = [written.body, (await api.get('/v1/gateways')).body, (await api.get('/v1/audit?limit=500')).body];
  expect(JSON.stringify(everything)).not.toContain(secret);
  const stored = await api.deps.db.sql`select to_jsonb(gateways) as gateway from gateways`;
  expect(JSON.stringify(stored)).not.toContain(secret);
});

test('new addresses make the old ones answer no more', async () => {
  const renewed = (await api.post(`/v1/gateways/${gatewayId}/hooks`)).body.hooks.receipts;
  expect((await call(`${hook}?id=x1&status=1`)).status).toBe(404);
  expect((await call(`${renewed}?id=x1&status=1`)).status).toBe(200);
  hook = renewed;
});

test('a gateway made before providers could call gets its addresses when the API starts, and keeps them', async () => {
  await api.deps.db.sql`update gateways set hook_secret_hash = null, hook_secret_sealed = null`;
  expect((await api.get(`/v1/gateways/${gatewayId}`)).body.hooks).toEqual({ receipts: null, replies: null });
  expect(await giveHookSecrets(api.deps.db.db, null)).toBe(0);
  expect(await giveHookSecrets(api.deps.db.db, api.deps.sealer)).toBe(1);
  ({ receipts: hook, replies: replyHook } = (await api.get(`/v1/gateways/${gatewayId}`)).body.hooks);
  expect((await call(`${hook}?id=x1&status=1`)).status).toBe(200);
  expect(await giveHookSecrets(api.deps.db.db, api.deps.sealer)).toBe(0);
});

test('a body beyond a megabyte is refused', async () => {
  const answer = await call(hook, { method: 'POST', body: 'x'.repeat(1_100_000), headers: { 'Content-Type': 'text/plain' } });
  expect(answer.status).toBe(413);
});
