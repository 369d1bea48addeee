import { expect, test } from 'vitest';
import { gatewayService, gatewayServices, maskSettings } from './catalogue.ts';
import type { GatewaySettings } from './define.ts';
import { aviso } from './fixtures/dialogues/dialogue.ts';
import { khalDialogue } from './fixtures/dialogues/khal.ts';
import { smsgatewayMeDialogue } from './fixtures/dialogues/smsgateway-me.ts';
import { at, connectedTo } from './fixtures/dialogues/speaking.ts';
import { zenviaDialogue } from './fixtures/dialogues/zenvia.ts';
import { answer, local, scriptedServer, sent } from './fixtures/scripted-server.ts';
import { ownIdOf, readOwnId } from './own-id.ts';

const valid: Record<string, GatewaySettings> = {
  zenvia: { account: 'a', password: 'b' },
  'zenvia-v2': { token: 't', from: 'f' },
  'smsgateway-me': { token: 't', deviceId: 1 },
  khal: { user: 'u', password: 'p' },
  'khal-playsms': { login: 'x' },
  voipr: { campaignKey: 'c', clientKey: 'k', host: '192.168.142.14', path: '/s?c={campaign}&k={client}&n={d}&t={m}' },
  kannel: { user: 'u', password: 'p' },
};
const king = { host: 'x', port: 443, ssl: true, path: '/a?d={d}&m={m}' };

test.each(Object.entries(valid))('%s needs no more than its customers are given', (id, settings) => {
  expect(gatewayService(id)?.settings.safeParse(settings).error?.issues).toBeUndefined();
});

test.each<[string, string, GatewaySettings, string]>([
  ['no account', 'zenvia', { password: 'b' }, 'account'],
  ['an Aggregate ID that is no number', 'zenvia', { ...valid.zenvia, aggregateId: 'centro' }, 'aggregateId'],
  ['port 0', 'zenvia', { ...valid.zenvia, port: 0 }, 'port'],
  ['a URL as host', 'khal', { ...valid.khal, host: 'http://172.246.132.10/app' }, 'host'],
  ['a token with a space in it', 'zenvia-v2', { ...valid['zenvia-v2'], token: 'a b' }, 'token'],
  ['no device', 'smsgateway-me', { token: 't' }, 'deviceId'],
  ['a type whose code nobody knows', 'khal-playsms', { login: 'x', type: 'Voz' }, 'typeCode'],
  ['a type that does not exist', 'khal-playsms', { login: 'x', type: 'Fax' }, 'type'],
  ['playSMS without its token', 'khal-playsms', { login: 'x', dialect: 'playsms-ws' }, 'token'],
  ['a path with a query', 'kannel', { ...valid.kannel, path: '/s?x=1' }, 'path'],
  ['Voipr without {m}', 'voipr', { ...valid.voipr, path: '/s?n={d}' }, 'path'],
  ['a variable of another service', 'voipr', { ...valid.voipr, path: '/s?u={u}&n={d}&t={m}' }, 'path'],
  ['a look-up without {id}', 'generic', { ...king, lookUp: { path: '/r?l={u}', rules: [{ state: 'accepted' }] } }, 'lookUp.path'],
  [
    'a look-up by our id that was never sent',
    'generic',
    { ...king, lookUp: { path: '/r?i={id}', by: 'ours', rules: [{ state: 'accepted' }] } },
    'lookUp.by',
  ],
  ['a balance nobody can find', 'generic', { ...king, balance: { path: '/s', body: '\\d+' } }, 'balance.body'],
  ['a password written into a question', 'generic', { ...king, balance: { path: '/s?pwd=abc', body: '(?<amount>\\d+)' } }, 'balance.path'],
  ['the text in a question', 'generic', { ...king, balance: { path: '/s?m={m}', body: '(?<amount>\\d+)' } }, 'balance.path'],
])('%s is refused at save, with its field', (_, id, settings, field) => {
  const issues = gatewayService(id)?.settings.safeParse(settings).error?.issues ?? [];
  expect(issues.map(({ path }) => path.join('.'))).toContain(field);
});

test('what is stored and shown of each service holds no secret, and is enough to say what it can do and to read its calls', () => {
  for (const service of gatewayServices) {
    const settings = valid[service.id];
    if (settings === undefined) continue;
    const whole = { ...settings, ...Object.fromEntries(service.secrets.map((name) => [name, 'SEGREDO-1'])) };
    const masked = maskSettings(service, whole);
    expect(JSON.stringify(masked)).not.toContain('SEGREDO-1');
    expect(service.abilities(masked)).toEqual(service.abilities(whole));
    expect(service.warnings(masked)).toEqual(service.warnings(whole));
  }
});

test('every form names each of its settings once, and seals what it calls secret', () => {
  for (const { id, fields, secrets } of gatewayServices) {
    const names = fields.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect([id, fields.filter(({ kind }) => kind === 'secret').map(({ name }) => name)]).toEqual([id, [...secrets]]);
  }
});

test('the labels are the seed’s, with the clearer word in brackets', () => {
  const labels = (id: string) => gatewayService(id)?.fields.map(({ label }) => label);
  expect(labels('zenvia')).toEqual(expect.arrayContaining(['Usuário (conta)', 'Senha (Senha API)', 'Aggregate ID']));
  expect(labels('khal-playsms')).toEqual(expect.arrayContaining(['Login/ID', 'Senha (tipo de SMS)', 'Flush (Flash)']));
  expect(labels('voipr')).toEqual(expect.arrayContaining(['Campaign Key', 'Client Key', 'Host', 'Porta']));
});

test('an interface without TLS says so, and those with TLS say nothing', () => {
  const warned = Object.entries(valid).filter(([id, settings]) =>
    (gatewayService(id)?.warnings(settings) ?? []).some((text) => text.startsWith('Sem SSL')),
  );
  expect(warned.map(([id]) => id)).toEqual(['khal', 'khal-playsms', 'voipr', 'kannel']);
  const presets = gatewayService('generic')?.presets ?? [];
  const plain = presets.filter(({ settings }) =>
    gatewayService('generic')
      ?.warnings(settings)
      .some((text) => text.startsWith('Sem SSL')),
  );
  expect(plain.map(({ id }) => id)).toEqual(['allcance-sms', 'hotmobile']);
});

test('a voice call or a WhatsApp text is one unit; an SMS counts its parts', () => {
  const counting = (settings: GatewaySettings) =>
    gatewayService('khal-playsms')?.abilities({ ...valid['khal-playsms'], ...settings }).unitCounting;
  expect(['Longcode', 'Voz', 'WhatsApp Texto'].map((type) => counting({ type, typeCode: '9' }))).toEqual(['segments', 'one', 'one']);
});

test('a text that waits for a phone that is off is cancelled before it is given up', async () => {
  const waiting = '{"id":23,"status":"queued","updated_at":"2026-12-05T12:00:00Z"}';
  const { port, requests } = await scriptedServer((socket, request) =>
    answer(200, request.startsWith('GET') ? waiting : '[]')(socket, request),
  );
  const connection = connectedTo(smsgatewayMeDialogue, port, { ageOutMinutes: 60 });
  const ask = (hours: number) =>
    connection.lookUp?.([{ id: '7', to: aviso.to, providerId: '23', sentAt: new Date(Date.now() - hours * 3_600_000).toISOString() }]);
  expect(await ask(0.5)).toMatchObject({ receipts: [{ state: 'accepted' }] });
  expect(await ask(2)).toMatchObject({ receipts: [{ providerId: '23', state: 'undelivered' }] });
  expect(requests.map((request) => request.split(' ', 2).join(' '))).toEqual([
    'GET /api/v4/message/23',
    'GET /api/v4/message/23',
    'POST /api/v4/message/cancel',
  ]);
});

test('a text whose cancelling failed is not given up: it might still leave', async () => {
  const { port } = await scriptedServer((socket, request) =>
    answer(request.startsWith('GET') ? 200 : 500, request.startsWith('GET') ? '{"id":23,"status":"queued"}' : '')(socket, request),
  );
  const result = await connectedTo(smsgatewayMeDialogue, port).lookUp?.([
    { id: '7', to: aviso.to, providerId: '23', sentAt: '2020-01-01T00:00:00Z' },
  ]);
  expect(result).toMatchObject({ kind: 'failed' });
});

test('the fifth refusal in a row that may be anybody’s fault is the account’s, and one text taken begins anew', async () => {
  let body = '{"status":0,"msg":"ERRO 17"}';
  const { port } = await scriptedServer((socket, request) => answer(200, body)(socket, request));
  const connection = connectedTo(khalDialogue, port);
  const outcomes = async (times: number) => {
    const seen = [];
    for (let count = 0; count < times; count += 1) seen.push((await sent(connection, aviso)).result.outcome);
    return seen;
  };
  expect(await outcomes(4)).toEqual(Array(4).fill('refused'));
  body = '{"status":1,"data":5}';
  expect(await outcomes(1)).toEqual(['accepted']);
  body = '{"status":0,"msg":"ERRO 17"}';
  expect(await outcomes(5)).toEqual([...Array(4).fill('refused'), 'misconfigured']);
});

test('our id travels with a tag of the number, so that another life’s message of the same id is not taken for it', () => {
  const [one, other] = ['+5567999991234', '+5567999990000'].map((to) => ownIdOf({ id: '1234567890', to }));
  expect(one).not.toBe(other);
  expect(one?.length).toBeLessThanOrEqual(15);
  expect(readOwnId(one ?? '')).toEqual({ ourId: '1234567890', phoneTag: one?.slice(-4) });
  expect(readOwnId('hs765939216')).toEqual({ ourId: 'hs765939216', phoneTag: null });
});

test('an id too long for Zenvia stays here', async () => {
  const { port, requests } = await scriptedServer(answer(200, ''));
  const { result } = await sent(connectedTo(zenviaDialogue, port), { ...aviso, id: '12345678901' });
  expect([result.outcome, requests.length]).toEqual(['refused', 0]);
});

test('texts that leave at the same instant go to Zenvia together where the account wants it, each with its own answer', async () => {
  const list = ['00', '10', '00'].map((statusCode, index) => ({
    statusCode,
    detailCode: index === 1 ? '013' : '000',
    detailDescription: 'x',
  }));
  const { port, requests } = await scriptedServer(answer(200, JSON.stringify({ sendSmsMultiResponse: { sendSmsResponseList: list } })));
  const connection = connectedTo(zenviaDialogue, port, { textsPerCall: 3 });
  const results = await Promise.all(['1', '2', '3'].map((id) => sent(connection, { ...aviso, id })));
  expect(results.map(({ result, wires }) => [result.outcome, wires])).toEqual([
    ['accepted', 1],
    ['refused', 1],
    ['accepted', 1],
  ]);
  expect(requests).toHaveLength(1);
  const [head = '', body = ''] = (requests[0] ?? '').split('\r\n\r\n');
  expect(head).toContain('POST /services/send-sms-multiple HTTP/1.1');
  const { sendSmsMultiRequest } = JSON.parse(body);
  expect(sendSmsMultiRequest.aggregateId).toBe('1750');
  expect(sendSmsMultiRequest.sendSmsRequestList.map(({ id }: { id: string }) => readOwnId(id).ourId)).toEqual(['1', '2', '3']);
});

test.each<[string, Parameters<typeof scriptedServer>[0], string]>([
  ['whose answer is lost', (socket) => socket.destroy(), 'unknown'],
  ['that are answered for fewer', answer(200, '{"sendSmsMultiResponse":{"sendSmsResponseList":[{"statusCode":"00"}]}}'), 'unknown'],
  ['whose login is refused', answer(401, 'Bad credentials'), 'misconfigured'],
])('texts together %s are all %s', async (_, script, outcome) => {
  const { port } = await scriptedServer(script);
  const connection = connectedTo(zenviaDialogue, port, { textsPerCall: 2 });
  const results = await Promise.all(['1', '2'].map((id) => sent(connection, { ...aviso, id })));
  expect(results.map(({ result }) => result.outcome)).toEqual([outcome, outcome]);
});

test('one text withheld at the last moment keeps back those that travel with it; nothing leaves', async () => {
  const { port, requests } = await scriptedServer(answer(200, ''));
  const connection = connectedTo(zenviaDialogue, port, { textsPerCall: 2 });
  const late = () => {
    throw new Error('too late');
  };
  const results = await Promise.all([connection.send(aviso, { onWire: late }), sent(connection, { ...aviso, id: '2' })]);
  expect([results[0].outcome, results[1].result.outcome, requests.length]).toEqual(['temporary', 'temporary', 0]);
});

test('a text that nobody joins leaves alone, and closing waits for it', async () => {
  const { port, requests } = await scriptedServer(
    answer(200, '{"sendSmsMultiResponse":{"sendSmsResponseList":[{"statusCode":"00","detailCode":"000"}]}}'),
  );
  const settings = { ...zenviaDialogue.settings, ...at(port), textsPerCall: 50 };
  const connection = zenviaDialogue.service.connect(settings, { maxConnections: 1, outbound: local });
  const sending = sent(connection, aviso);
  await connection.close();
  expect([(await sending).result.outcome, requests.length]).toEqual(['accepted', 1]);
});
