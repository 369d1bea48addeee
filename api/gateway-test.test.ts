import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '../dev/sandbox/server.ts';
import { answer, scriptedServer } from '../gateways/fixtures/scripted-server.ts';
import { outboundPolicy } from '../gateways/outbound-policy.ts';
import { createApp } from './app.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
});
afterAll(() => api.close());

const text = { phone: '(67) 99999-1234', text: 'Teste de envio: não é cobrança' };
let count = 0;

async function gatewayAt(port: number, settings: object = {}, more: object = {}) {
  count += 1;
  const rules = [{ status: 200, body: '^OK (?<id>\\w+)', outcome: 'accepted' }];
  const path = '/send?u={u}&p={p}&to={d}&text={m}';
  const whole = { host: '127.0.0.1', port, ssl: false, path, user: 'u', password: 'segredo-1', rules, ...settings };
  const created = await api.post('/v1/gateways', { name: `Teste ${count}`, service: 'generic', price: '0.065', settings: whole, ...more });
  expect(created.status).toBe(201);
  return String(created.body.id);
}

async function carrier() {
  const sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDir: null });
  onTestFinished(() => sandbox.close());
  return { port: Number(new URL(sandbox.url).port), ...sandbox };
}

test('a test send says what the provider answered and what that means, and is a message like any other', async () => {
  const { port, url } = await carrier();
  const id = await gatewayAt(port);
  const { status, body } = await api.post(`/v1/gateways/${id}/test`, text);
  expect([status, body]).toMatchObject([
    200,
    { outcome: 'accepted', answer: 'OK 1', providerId: '1', text: 'Teste de envio: nao é cobranca', segments: 1 },
  ]);
  expect(body.meaning).toContain('aceitou');
  const [arrived] = JSON.parse(await (await fetch(`${url}/sandbox/messages`)).text()).items;
  expect(arrived).toMatchObject({ phone: '+5567999991234', text: body.text });
  const message = (await api.get(`/v1/messages/${body.messageId}`)).body;
  expect(message).toMatchObject({ kind: 'test', state: 'accepted', cost: '0.0650', gatewayId: id });
  expect(message.events.map((event: { state: string }) => event.state)).toEqual(['sending', 'accepted']);
  const audit = (await api.get('/v1/audit?limit=5')).body.items;
  expect(audit[0]).toMatchObject({ action: 'gateway.tested', after: { messageId: body.messageId } });
  expect(JSON.stringify(audit)).not.toContain('99999');
});

test('a test passes a gateway that is stopped, paused or disabled, with the service off, and starts none of them', async () => {
  const { port } = await carrier();
  const id = await gatewayAt(port, {}, { paused: true, enabled: false });
  expect((await api.get('/v1/settings')).body.service).toBe('off');
  expect((await api.post(`/v1/gateways/${id}/test`, text)).body.outcome).toBe('accepted');
  expect((await api.get(`/v1/gateways/${id}`)).body).toMatchObject({ paused: true, enabled: false });
});

test.each<[string, number, object, string, string]>([
  ['a wrong password', 0, { password: 'errada' }, 'unknown', 'resposta não reconhecida (HTTP 401)'],
  ['a closed port', 1, {}, 'temporary', 'conexão recusada: confira host e porta'],
  ['a host that does not exist', 80, { host: 'nowhere.invalid' }, 'temporary', 'DNS'],
  ['an address that is not allowed', 80, { host: '169.254.169.254' }, 'misconfigured', 'REGUA_OUTBOUND_ALLOW'],
])('%s is told with what to change', async (_, port, settings, outcome, words) => {
  const sandbox = await carrier();
  const id = await gatewayAt(port === 0 ? sandbox.port : port, settings);
  const { body } = await api.post(`/v1/gateways/${id}/test`, text);
  expect(body).toMatchObject({ outcome, meaning: expect.stringContaining(words), next: expect.stringMatching(/\S/) });
  expect(JSON.stringify(body)).not.toMatch(/errada|segredo-1/);
  expect((await api.get(`/v1/messages/${body.messageId}`)).body.state).toBe(outcome === 'unknown' ? 'unknown' : 'refused');
  // What the provider will not let in, or what may not be called, sends no notice either.
  const { stoppedReason } = (await api.get(`/v1/gateways/${id}`)).body;
  expect(stoppedReason).toEqual(outcome === 'misconfigured' ? expect.stringContaining('169.254.169.254') : null);
});

test('a certificate that nobody vouches for is told, and nothing leaves', async () => {
  const server = new SMTPServer({ secure: true, logger: false, authOptional: true }); // speaks TLS with a certificate of its own making
  server.on('error', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
  const bound = server.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const web = await api.post(`/v1/gateways/${await gatewayAt(port, { ssl: true })}/test`, text);
  expect(web.body).toMatchObject({ outcome: 'temporary', meaning: expect.stringContaining('certificado TLS') });
  const mail = { host: '127.0.0.1', port, secure: true, from: 'a@isp.example' };
  const created = await api.post('/v1/gateways', { name: 'Correio TLS', service: 'smtp', settings: mail });
  const sent = await api.post(`/v1/gateways/${created.body.id}/test`, { email: 'c@example.com', text: 'oi' });
  expect(sent.body).toMatchObject({ outcome: 'temporary', meaning: expect.stringContaining('certificado') });
});

test('a redirect to somewhere inside is not followed', async () => {
  const inside = await scriptedServer(answer(200, 'OK 1'));
  const outside = await scriptedServer(answer(302, '', { location: `http://127.0.0.1:${inside.port}/` }));
  const { body } = await api.post(`/v1/gateways/${await gatewayAt(outside.port)}/test`, text);
  expect([body.outcome, inside.requests.length]).toEqual(['unknown', 0]);
  expect(body.meaning).toContain('confira host, SSL e URL');
});

test('credentials that no key opens are told, and nothing is tried', async () => {
  const id = await gatewayAt(1);
  const stranger = createApp({ ...api.deps, sealer: null });
  const key = await api.addKey('gateways:write');
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  const refused = await stranger.request(`/v1/gateways/${id}/test`, { method: 'POST', headers, body: JSON.stringify(text) });
  expect([refused.status, JSON.parse(await refused.text()).code]).toEqual([409, 'unreadable-credentials']);
});

test('a house that allows no inner address sends no test there', async () => {
  const { port } = await carrier();
  const id = await gatewayAt(port);
  const strict = createApp({ ...api.deps, outbound: outboundPolicy([]) });
  const headers = { Authorization: `Bearer ${await api.addKey('gateways:write')}`, 'Content-Type': 'application/json' };
  const answered = await strict.request(`/v1/gateways/${id}/test`, { method: 'POST', headers, body: JSON.stringify(text) });
  expect(JSON.parse(await answered.text())).toMatchObject({ outcome: 'misconfigured', meaning: expect.stringContaining('127.0.0.1') });
});

test('a test takes a slot of the rate: one too many is told to wait', async () => {
  const { port } = await carrier();
  const id = await gatewayAt(port, {}, { quantity: 1, intervalSeconds: 3_600 });
  expect((await api.post(`/v1/gateways/${id}/test`, text)).status).toBe(200);
  const second = await api.post(`/v1/gateways/${id}/test`, text);
  expect([second.status, second.body.code, second.headers.get('Retry-After')]).toEqual([429, 'gateway-busy', '20']);
});

test('an e-mail gateway is tried with an e-mail', async () => {
  const { smtpPort } = await carrier();
  const settings = { host: '127.0.0.1', port: smtpPort, from: 'Provedor <a@isp.example>' };
  const { id } = (await api.post('/v1/gateways', { name: 'Correio', service: 'smtp', settings })).body;
  expect((await api.post(`/v1/gateways/${id}/test`, { email: 'c@example.com', text: 'Olá' })).body).toMatchObject({
    outcome: 'accepted',
    text: 'Olá',
  });
  expect((await api.post(`/v1/gateways/${id}/test`, text)).body.errors).toMatchObject([{ path: 'email' }]);
});

test.each([
  ['no phone', { text: 'oi' }, 'phone'],
  ['a landline', { phone: '(67) 3333-4444', text: 'oi' }, 'phone'],
  ['a text too long', { ...text, text: 'a'.repeat(500) }, 'text'],
  ['no text', { phone: text.phone }, 'text'],
])('%s is refused with its field', async (_, body, field) => {
  const refused = await api.post(`/v1/gateways/${await gatewayAt(1)}/test`, body);
  expect([refused.status, refused.body.errors[0].path]).toEqual([422, field]);
});

test('the balance is asked of the provider; one that tells none is told apart from one that fails', async () => {
  const { port } = await carrier();
  const balance = { path: '/api/checkCredit.ft?user={u}&password={p}', body: '^\\d+;(?<amount>\\d+)' };
  const id = await gatewayAt(port, { balance });
  expect((await api.get(`/v1/gateways/${id}/balance`)).body).toMatchObject({ amount: '9999', unit: 'messages', problem: null });
  const { health } = (await api.get(`/v1/gateways/${id}`)).body;
  expect(health).toMatchObject({ balance: '9999.0000', balanceUnit: 'messages', balanceAt: '2026-12-01T12:00:00.000Z' });
  const wrong = await api.get(`/v1/gateways/${await gatewayAt(port, { balance, password: 'errada' })}/balance`);
  expect(wrong.body).toMatchObject({ amount: null, problem: expect.stringContaining('1;Login Invalido') });
  expect((await api.get(`/v1/gateways/${await gatewayAt(1, { balance })}/balance`)).body.problem).toContain('conexão recusada');
  expect(await api.get(`/v1/gateways/${await gatewayAt(port)}/balance`)).toMatchObject({ status: 409, body: { code: 'no-balance' } });
  expect((await api.get('/v1/gateways/nobody/balance')).status).toBe(404);
});

test('a voice account keeps accents and is paid a text, whatever its length; an SMS account a part', async () => {
  const { port } = await carrier();
  const sms = { host: '127.0.0.1', port, login: 'id-7' };
  const voice = { ...sms, type: 'Voz', typeCode: '7' };
  const post = async (name: string, settings: object) =>
    (await api.post('/v1/gateways', { name, service: 'khal-playsms', price: '0.1200', settings })).body;
  const [spoken, written] = [await post('Voz', voice), await post('SMS', sms)];
  expect(spoken).toMatchObject({ unitCounting: 'one', accents: 'keep', maxLength: 1_000 });
  expect(written).toMatchObject({ unitCounting: 'segments', accents: 'ascii', maxLength: 160 });
  const long = { phone: text.phone, text: 'Atenção: '.repeat(40) };
  const { body } = await api.post(`/v1/gateways/${spoken.id}/test`, long);
  expect(body).toMatchObject({ outcome: 'accepted', segments: 1, text: long.text });
  expect((await api.get(`/v1/messages/${body.messageId}`)).body.cost).toBe('0.1200');
  expect((await api.post(`/v1/gateways/${written.id}/test`, long)).status).toBe(422);
  const changed = await api.patch(`/v1/gateways/${spoken.id}`, { settings: { type: 'Longcode' } });
  expect(changed.body.unitCounting).toBe('segments');
});

test('a stack with a sandbox carrier offers it as a filled-in form, by which a text arrives there; others do not', async () => {
  const { url } = await carrier();
  const app = createApp({ ...api.deps, sandboxUrl: new URL(url) });
  const headers = { Authorization: `Bearer ${await api.addKey('gateways:read')}` };
  const offered = await (await app.request('/v1/gateway-services', { headers })).json();
  const [preset] = presetsOfZenvia(offered);
  expect(preset).toMatchObject({ id: 'sandbox', inbox: url });
  const { body } = await api.post('/v1/gateways', { name: 'Operadora de teste', service: 'zenvia', settings: preset?.settings });
  expect((await api.post(`/v1/gateways/${body.id}/test`, text)).body).toMatchObject({ outcome: 'accepted' });
  expect(await (await fetch(`${url}/sandbox/messages`)).text()).toContain('+5567999991234');

  expect(presetsOfZenvia((await api.get('/v1/gateway-services')).body)).toEqual([]);
});

const serviceList = z.object({ items: z.array(z.object({ id: z.string(), presets: z.array(z.looseObject({ settings: z.unknown() })) })) });

function presetsOfZenvia(answered: unknown) {
  return serviceList.parse(answered).items.find(({ id }) => id === 'zenvia')?.presets ?? [];
}
