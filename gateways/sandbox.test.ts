import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../dev/sandbox/server.ts';
import type { GatewayService, GatewaySettings } from './define.ts';
import { at } from './fixtures/dialogues/speaking.ts';
import { local, sent } from './fixtures/scripted-server.ts';
import { generic } from './generic.ts';
import type { WebhookCall } from './incoming.ts';
import { kannel } from './kannel.ts';
import { khal } from './khal.ts';
import { khalPlaysms } from './khal-playsms.ts';
import { phoneTag } from './own-id.ts';
import { smsgatewayMe } from './smsgateway-me.ts';
import { voipr } from './voipr.ts';
import { zenvia } from './zenvia.ts';
import { zenviaV2 } from './zenvia-v2.ts';

type Account = { name: string; service: GatewayService; settings: GatewaySettings; wrong: GatewaySettings; dialect: string };

const preset = (id: string) => generic.presets.find((known) => known.id === id)?.settings;
const outros = { user: 'joana', password: 'segredo9', token: 'chave-77' };
const mapped = {
  receipts: { id: 'id', idOf: 'ours', state: 'status', states: { delivered: ['entregue'], undelivered: ['falhou'] } },
  replies: { from: 'from', text: 'text', id: 'id' },
};
const okRules = [
  { status: 200, body: '^OK (?<id>\\d+)', outcome: 'accepted' },
  { status: 401, outcome: 'misconfigured' },
  { status: 422, outcome: 'refused' },
  { status: 402, outcome: 'misconfigured' },
];
const simple = { path: '/send?u={u}&p={p}&to={d}&text={m}&id={id}', rules: okRules, numberFormat: '55', ...mapped };
const voiprPath = '/send?u={campaign}&p={client}&to={d}&text={m}&id={id}';

const accounts: Account[] = [
  { name: 'Zenvia', service: zenvia, settings: { account: 'a', password: 'b' }, wrong: { password: 'errada' }, dialect: 'Zenvia' },
  {
    name: 'Zenvia, several texts per call',
    service: zenvia,
    settings: { account: 'a', password: 'b', textsPerCall: 10 },
    wrong: { password: 'errada' },
    dialect: 'Zenvia',
  },
  { name: 'Zenvia v2', service: zenviaV2, settings: { token: 't', from: 'f' }, wrong: { token: 'errado' }, dialect: 'Zenvia v2' },
  {
    name: 'SmsGateway.me',
    service: smsgatewayMe,
    settings: { token: 't', deviceId: 1 },
    wrong: { token: 'errado' },
    dialect: 'SmsGateway.me',
  },
  { name: 'Khal', service: khal, settings: { user: 'u', password: 'p' }, wrong: { password: 'errada' }, dialect: 'Khal / Allcance SMS' },
  { name: 'Khal PlaySMS', service: khalPlaysms, settings: { login: 'id-7' }, wrong: { login: 'errado' }, dialect: 'Khal PlaySMS' },
  {
    name: 'playSMS',
    service: khalPlaysms,
    settings: { dialect: 'playsms-ws', login: 'a', token: 'h' },
    wrong: { token: 'errado' },
    dialect: 'playSMS',
  },
  { name: 'Kannel', service: kannel, settings: { user: 'u', password: 'p' }, wrong: { password: 'errada' }, dialect: 'Kannel' },
  {
    name: 'Facilita Móvel',
    service: generic,
    settings: { ...preset('facilita-movel'), ...outros },
    wrong: { user: 'errado' },
    dialect: 'Facilita Móvel',
  },
  {
    name: 'King Telecom',
    service: generic,
    settings: { ...preset('king-telecom'), ...outros },
    wrong: { token: 'errado' },
    dialect: 'King Telecom',
  },
  {
    name: 'Allcance SMS',
    service: generic,
    settings: { ...preset('allcance-sms'), ...outros },
    wrong: { user: 'errado' },
    dialect: 'Khal / Allcance SMS',
  },
  { name: 'HotMobile', service: generic, settings: { ...preset('hotmobile'), ...outros }, wrong: { user: 'errado' }, dialect: 'HotMobile' },
  { name: 'Outros', service: generic, settings: { ...simple, ...outros }, wrong: { user: 'errado' }, dialect: 'Simples' },
  {
    name: 'Voipr',
    service: voipr,
    settings: { ...simple, campaignKey: 'c', clientKey: 'k', path: voiprPath },
    wrong: { clientKey: 'errada' },
    dialect: 'Simples',
  },
];
const message = { id: '1234567', to: '+5567999991234', text: 'R$146,37 & 50% + "juros"\n{m} até 05/12', subject: null };

async function carrier(dialect: string, faults: object = {}) {
  const sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDir: null });
  onTestFinished(() => sandbox.close());
  const hook = await webhookReceiver();
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(sandbox.url + path, { method, ...(body && { body: JSON.stringify(body) }) });
    return JSON.parse(await answer.text());
  };
  await call('PUT', '/sandbox/callbacks', { [dialect]: { receipts: `${hook.url}/receipts`, replies: `${hook.url}/replies` } });
  await call('PUT', '/sandbox/faults', { receiptDelayMs: 0, ...faults });
  return { port: Number(new URL(sandbox.url).port), hook, call, messages: async () => (await call('GET', '/sandbox/messages')).items };
}

/** Our side of the webhooks: keeps each call byte for byte; `next` waits for one. */
async function webhookReceiver() {
  const calls: (WebhookCall & { path: string })[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s, 2);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    calls.push({ method: request.method ?? '', path, query, headers, body: Buffer.concat(chunks) });
    response.end();
    for (const go of waiting.splice(0)) go();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>((done) => server.close(() => done()).closeAllConnections()));
  const bound = server.address();
  return {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`,
    calls,
    async next(path: string): Promise<WebhookCall> {
      for (;;) {
        const index = calls.findIndex((call) => call.path === path);
        const [found] = index < 0 ? [] : calls.splice(index, 1);
        if (found !== undefined) return found;
        await new Promise<void>((go) => waiting.push(go));
      }
    },
  };
}

function connected({ service, settings }: Account, port: number, { changes = {}, receiptsUrl = null as string | null } = {}) {
  const connection = service.connect({ ...settings, ...at(port), ...changes }, { maxConnections: 1, outbound: local, receiptsUrl });
  onTestFinished(() => connection.close());
  return connection;
}

test.each(accounts)('$name delivers a text to the right phone, and its receipt finds the message', async (account) => {
  const { port, hook, messages } = await carrier(account.dialect);
  const stored = { ...account.settings, ...at(port) };
  const connection = connected(account, port, { receiptsUrl: `${hook.url}/receipts` });
  const { result, wires } = await sent(connection, message);
  expect([result.outcome, wires]).toEqual(['accepted', 1]);
  expect(await messages()).toMatchObject([{ phone: message.to, text: message.text, dialect: account.dialect }]);

  const { receiptWebhook, ownIdLimit } = account.service.abilities(stored);
  if (!receiptWebhook) return;
  const { items = [] } = account.service.receipts?.read(await hook.next('/receipts'), stored) ?? {};
  expect(items).toMatchObject([{ state: 'delivered', part: null }]);
  const ours = { ourId: message.id, phoneTag: phoneTag(message.to) };
  const byTheirs = result.outcome === 'accepted' ? { providerId: result.providerId } : {};
  expect(items).toMatchObject([ownIdLimit === null ? byTheirs : ours]);
});

test.each(accounts)('$name: what a person answers on the phone comes back as it was typed', async (account) => {
  const { port, hook, call } = await carrier(account.dialect);
  const stored = { ...account.settings, ...at(port) };
  const abilities = account.service.abilities(stored);
  const connection = connected(account, port);
  await sent(connection, message);
  await call('POST', '/sandbox/replies', { phone: '(67) 99999-1234', text: 'Não quero & SAIR' });
  const expected = [{ from: message.to, text: 'Não quero & SAIR' }];
  if (abilities.replyWebhook)
    expect(account.service.replies?.read(await hook.next('/replies'), stored)).toMatchObject({ items: expected, problems: [] });
  if (!abilities.replyPolling) return;
  const fetched = () => connection.fetchReplies?.({ since: '2020-01-01T00:00:00Z', until: '2040-01-01T00:00:00Z' });
  expect(await fetched()).toMatchObject({ kind: 'answered', replies: expected });
  expect(await fetched()).toMatchObject({ kind: 'answered', replies: abilities.replyPolling.once ? [] : expected });
});

test.each(accounts)('$name: neither a wrong login nor a used-up credit counts as accepted', async (account) => {
  const { port, call, messages } = await carrier(account.dialect);
  const refused = await sent(connected(account, port, { changes: account.wrong }), message);
  expect(refused.result.outcome).toBe(account.name === 'Allcance SMS' ? 'unknown' : 'misconfigured');
  await call('PUT', '/sandbox/faults', { credit: 0 });
  const { result } = await sent(connected(account, port), message);
  expect(result.outcome).not.toBe('accepted');
  expect(await messages()).toEqual([]);
});

test.each(accounts)('$name: asked what became of a text, and what is left', async (account) => {
  const { port, call } = await carrier(account.dialect, { credit: 41 });
  const connection = connected(account, port);
  const { result } = await sent(connection, message);
  const providerId = result.outcome === 'accepted' ? result.providerId : null;
  const asked = { id: message.id, to: message.to, providerId, sentAt: new Date().toISOString() };
  if (connection.lookUp)
    expect(await connection.lookUp([asked])).toMatchObject({
      receipts: [{ state: account.name === 'King Telecom' ? 'accepted' : 'delivered' }],
    });
  if (connection.balance) expect(await connection.balance()).toMatchObject({ kind: 'balance', amount: '40' });
  await call('PUT', '/sandbox/faults', { receiptDelayMs: 60_000 });
  const later = await sent(connection, { ...message, id: '1234568' });
  const underWay = { ...asked, id: '1234568', providerId: later.result.outcome === 'accepted' ? later.result.providerId : null };
  if (connection.lookUp)
    expect(await connection.lookUp([underWay])).toMatchObject({
      receipts: [{ state: 'accepted' }],
    });
});

test('Zenvia takes a text whose answer was lost only once, and says so when it comes again', async () => {
  const account = accounts[0];
  if (account === undefined) throw new Error('no account');
  const { port, call, messages } = await carrier('Zenvia', { drop: 1 });
  const connection = connected(account, port);
  expect((await sent(connection, message)).result.outcome).toBe('unknown');
  await call('PUT', '/sandbox/faults', { receiptDelayMs: 0 });
  expect((await sent(connection, message)).result).toMatchObject({ outcome: 'accepted', answer: expect.stringContaining('080') });
  expect(await messages()).toHaveLength(1);
  const asked = { id: message.id, to: message.to, providerId: null, sentAt: new Date().toISOString() };
  expect(await connection.lookUp?.([asked])).toMatchObject({ receipts: [{ ourId: message.id, state: 'delivered' }], notFound: [] });
  expect(await connection.lookUp?.([{ ...asked, id: '99' }])).toMatchObject({ receipts: [], notFound: ['99'] });
});
