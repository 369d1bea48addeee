import { afterAll, beforeAll, expect, test } from 'vitest';
import { senderSession } from '../db/queries/health.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
});
afterAll(() => api.close());

test('a call without a key, with an unknown one or a revoked one is told 401', async () => {
  expect((await api.get('/v1/api-keys', { key: null })).status).toBe(401);
  const unknown = await api.get('/v1/api-keys', { key: 'nobody' });
  expect(unknown).toMatchObject({ status: 401, body: { code: 'unauthorized', title: 'Falta entrar, ou uma chave de API válida' } });
  expect(unknown.headers.get('Content-Type')).toBe('application/problem+json');

  const created = await api.post('/v1/api-keys', { name: 'ERP', scopes: ['customers:*'] });
  expect(created.status).toBe(201);
  expect((await api.delete(`/v1/api-keys/${created.body.id}`)).status).toBe(204);
  expect((await api.get('/v1/api-keys', { key: created.body.value })).status).toBe(401);
});

test('a key that expired is told 401', async () => {
  const { body } = await api.post('/v1/api-keys', { name: 'curta', scopes: ['keys:read'], expiresAt: '2026-12-01T10:00:00-03:00' });
  expect((await api.get('/v1/api-keys', { key: body.value })).status).toBe(200);
  api.clock.advanceTo('2026-12-01T13:00:00.000Z');
  expect((await api.get('/v1/api-keys', { key: body.value })).status).toBe(401);
});

test('the value of a key is shown once, also when its POST is repeated', async () => {
  const headers = { 'Idempotency-Key': 'key-1' };
  const first = await api.post('/v1/api-keys', { name: 'ERP 2', scopes: ['import'] }, { headers });
  expect(first.body.value).toMatch(/^regua_/);
  const again = await api.post('/v1/api-keys', { name: 'ERP 2', scopes: ['import'] }, { headers });
  expect(again).toMatchObject({ status: 201, body: { id: first.body.id, value: null } });
  expect(JSON.stringify((await api.get('/v1/api-keys')).body)).not.toContain(first.body.value);
});

test('keys come page by page', async () => {
  for (const name of ['A', 'B']) await api.post('/v1/api-keys', { name, scopes: ['import'] });
  const { body: first } = await api.get('/v1/api-keys?limit=1');
  const { body: second } = await api.get(`/v1/api-keys?limit=1&cursor=${first.nextCursor}`);
  expect([first.items.length, second.items.length]).toEqual([1, 1]);
  expect(second.items[0].id).not.toBe(first.items[0].id);
  expect(await api.get('/v1/api-keys?limit=501')).toMatchObject({ status: 422, body: { errors: [{ path: 'limit' }] } });
});

test('a key cannot grant more than it has', async () => {
  const key = await api.addKey('keys:write', 'customers:read');
  const refused = await api.post('/v1/api-keys', { name: 'x', scopes: ['customers:read', '*'] }, { key });
  expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect((await api.post('/v1/api-keys', { name: 'x', scopes: ['customers:read'] }, { key })).status).toBe(201);
});

test('errors speak English to whoever asks for it', async () => {
  const { body } = await api.get('/v1/nothing', { headers: { 'Accept-Language': 'en-US,en;q=0.9,pt;q=0.1' } });
  expect(body).toMatchObject({ status: 404, code: 'not-found', title: 'Not found', detail: 'There is nothing at /v1/nothing.' });
});

test('a method that a path does not have is told 405 with those it has', async () => {
  const refused = await api.call('PATCH', '/v1/api-keys');
  expect(refused).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
  expect(refused.headers.get('Allow')).toContain('POST');
});

test('what is no JSON is told 400, what is not sent as JSON 415, what is too large 413', async () => {
  expect(await api.post('/v1/api-keys', '{"name":')).toMatchObject({ status: 400, body: { code: 'malformed-json' } });
  const text = await api.post('/v1/api-keys', 'name=x', { headers: { 'Content-Type': 'text/plain' } });
  expect(text).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
  const large = await api.post('/v1/api-keys', { name: 'x'.repeat(1_000_001), scopes: [] });
  expect(large).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
});

test('an unknown field is refused and the known ones are named', async () => {
  const refused = await api.post('/v1/api-keys', { name: 'x', scopes: ['import'], scope: 'all' });
  expect(refused).toMatchObject({
    status: 422,
    body: {
      code: 'invalid-field',
      errors: [{ path: 'scope', message: 'campo desconhecido', given: 'all', expected: 'name, scopes, expiresAt' }],
    },
  });
});

test('readiness names what is missing in words', async () => {
  const missing = { ready: false, detail: 'nenhum sender está conectado: nada é enviado' };
  expect(await api.get('/health/ready', { key: null })).toMatchObject({ status: 503, body: { parts: { senders: missing } } });
  await api.deps.db.sql`select set_config('application_name', ${senderSession}, false)`;
  expect(await api.get('/health/ready', { key: null })).toMatchObject({ status: 200, body: { ready: true } });
  const lame = await createTestApp({ temporal: { isReachable: () => Promise.reject(new Error('no')), workersPresent: async () => false } });
  try {
    expect(await lame.get('/health/ready', { key: null })).toMatchObject({
      status: 503,
      body: {
        ready: false,
        parts: { database: { ready: true }, temporal: { ready: false, detail: 'o Temporal não responde' }, workers: { ready: false } },
      },
    });
    expect((await lame.get('/health/live', { key: null })).body).toEqual({ live: true });
    await lame.deps.db.close();
    expect(await lame.get('/health/ready', { key: null })).toMatchObject({ status: 503, body: { parts: { database: { ready: false } } } });
    expect(await lame.get('/v1/api-keys')).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  } finally {
    await lame.close();
  }
});

test('the documentation is served from here and needs no other host', async () => {
  const page = await api.get('/docs', { key: null });
  expect(page.status).toBe(200);
  expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'self'");
  expect(String(page.body)).not.toMatch(/https?:\/\//);
  expect((await api.get('/docs/swagger-ui-bundle.js', { key: null })).status).toBe(200);
  expect((await api.get('/docs/package.json', { key: null })).status).toBe(404);
  expect((await api.get('/openapi.json', { key: null })).body.openapi).toBe('3.1.0');
});

test('the audit is read by thing, by actor and by period, newest first', async () => {
  const clerk = await api.as({ role: 'administrator' });
  const from = '2026-12-02T12:00:00.000Z';
  api.clock.advanceTo(from);
  await api.put('/v1/units/u-1', { name: 'Um', timeZone: 'America/Campo_Grande' }, { cookie: clerk });
  api.clock.advanceBy(60_000);
  await api.put('/v1/units/u-1', { name: 'Dois', timeZone: 'America/Campo_Grande' });
  const read = async (query: string) => (await api.get(`/v1/audit?${query}`)).body.items;
  const [newest, oldest, ...others] = await read('entity=unit&entityId=u-1');
  expect(newest).toMatchObject({ action: 'unit.changed', actor: 'key:key-1', before: { name: 'Um' }, after: { name: 'Dois' } });
  expect(oldest).toMatchObject({ action: 'unit.created', at: from, after: { name: 'Um' } });
  expect(others).toEqual([]);
  expect([newest.entityName, oldest.entityName]).toEqual(['Dois', 'Dois']);
  expect([newest.actorName, oldest.actorName]).toEqual(['chave 1', expect.stringMatching(/^Pessoa /)]);
  expect(await read(`entity=unit&actor=${oldest.actor}`)).toEqual([oldest]);
  expect(await read(`entity=unit&from=${from}&to=2026-12-02T12:01:00Z`)).toEqual([oldest]);
  expect(await read('entity=unit&from=2026-12-02T12:01:00Z')).toEqual([newest]);
});

test('the audit is a table too, however many pages long, each change once; that somebody took it is in it', async () => {
  await api.deps.db.sql`
    insert into audit (at, actor, action, entity, entity_id, after)
    select now(), 'cli', 'step.skipped', 'step', n::text, '{"reason":"pediu"}'::jsonb from generate_series(1, 1001) as n`;
  const { status, body } = await api.get('/v1/audit.csv?entity=step&csv=iso');
  const [titles, ...rows] = body.trim().split('\r\n');
  expect([status, titles]).toEqual([200, 'id,at,actorName,actor,action,entity,entityId,entityName,before,after']);
  expect(rows[0]).toMatch(/^\d+,[\d-]+T[\d:.]+Z,,cli,step\.skipped,step,1001,,,"\{""reason"":""pediu""\}"$/);
  expect(rows.map((row: string) => row.split(',')[6])).toEqual(Array.from({ length: 1001 }, (_, at) => String(1001 - at)));
  const { items } = (await api.get('/v1/audit?entity=audit')).body;
  expect(items).toMatchObject([{ action: 'audit.exported', entityId: 'csv', after: { entity: 'step' } }]);
});
