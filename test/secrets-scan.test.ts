import { createServer } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually, startTestSystem, type TestSystem } from './system.ts';

/** The heart of each secret: letters and digits only, so that no way of writing an address or a string hides it. */
const planted = {
  gatewayPassword: 'Kq7SenhaDoGateway',
  gatewayToken: 'Kq7TokenDoGateway',
  headerKey: 'Kq7ChaveNoCabecalho',
  pathKey: 'Kq7ChaveNaUrl',
  zenviaPassword: 'Kq7SenhaDaZenvia',
  mailPassword: 'Kq7SenhaDoCorreio',
  customerPassword: 'Kq7SenhaDoCliente',
};
const phone = '(67) 99999-1234';
const answer = z.object({ id: z.string().optional(), state: z.string().optional() }).catch({});

/** A provider that says in its answers all that it was told, credentials included. */
async function startGossip() {
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    const basic = Buffer.from(String(headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString();
    const gossip = `${url} ${JSON.stringify(headers)} ${basic} ${decodeURIComponent(url)}`;
    if (url.includes('corta')) request.socket.destroy();
    else if (url.includes('aceita')) response.end(`OK 7 ${gossip}`);
    else response.writeHead(url.includes('erro') ? 500 : 200).end(`NO ${gossip}`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, close: () => server.close() };
}

let system: TestSystem;
let gossip: Awaited<ReturnType<typeof startGossip>>;
const logged: string[] = [];
let answered = '';

beforeAll(async () => {
  gossip = await startGossip();
  const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  system = await startTestSystem({ log });
}, 120_000);
afterAll(async () => {
  await system.close();
  gossip.close();
});

/** One call of the API, whatever it answers; all of the answer is remembered. */
async function ask(method: string, path: string, body?: unknown) {
  const headers = { Authorization: `Bearer ${system.key}`, 'Content-Type': 'application/json' };
  const response = await system.app.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const text = await response.text();
  answered += `${method} ${path} ${JSON.stringify([...response.headers])} ${text}\n`;
  return { status: response.status, ...answer.parse(JSON.parse(text)) };
}

const generic = () => ({
  ...{ host: '127.0.0.1', port: gossip.port, ssl: false, user: 'usuario', timeoutMs: 3_000 },
  ...{ password: `${planted.gatewayPassword}&"%+`, token: planted.gatewayToken, headers: { 'X-Api-Key': planted.headerKey } },
  path: `/send?u={u}&p={p}&t={t}&apikey=${planted.pathKey}&to={d}&text={m}`,
  rules: [
    { body: '^OK (?<id>\\w+)', outcome: 'accepted' },
    { status: 200, body: '^NO', outcome: 'refused', reason: 'recusado' },
  ],
  balance: { path: '/balance?u={u}&p={p}&t={t}', body: '^SALDO (?<amount>\\d+)' },
});

/** Gateways of several providers, tried out, sent over, mistyped, refused, exported and listed. */
async function work(): Promise<{ gateways: string[] }> {
  const { port } = new URL(system.sandbox.url);
  const server = { host: '127.0.0.1', port: Number(port), ssl: false };
  const made = [
    await ask('POST', '/v1/gateways', { name: 'Genérico', service: 'generic', settings: generic() }),
    await ask('POST', '/v1/gateways', {
      ...{ name: 'Zenvia', service: 'zenvia' },
      settings: { ...server, port: gossip.port, account: 'conta', password: planted.zenviaPassword },
    }),
    await ask('POST', '/v1/gateways', {
      ...{ name: 'Correio', service: 'smtp' },
      settings: { host: '127.0.0.1', port: 1, from: 'a@isp.example', user: 'errado', password: planted.mailPassword },
    }),
  ];
  expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
  const [sms = '', zenvia = '', mail = ''] = made.map(({ id }) => String(id));
  const mistyped = [
    { settings: { ...generic(), port: 0 } },
    { settings: { ...generic(), senha: planted.gatewayPassword } },
    { settings: { ...generic(), password: [planted.gatewayPassword] } },
    { settings: { ...generic(), headers: { 'X-Api-Key': `${planted.headerKey}\n` } } },
    { settings: { ...generic(), path: `sem barra?apikey=${planted.pathKey}` } },
  ];
  for (const body of mistyped) expect((await ask('PATCH', `/v1/gateways/${sms}`, body)).status).toBe(422);

  await ask('PATCH', '/v1/settings', { service: 'on', defaultGateways: { notices: sms, manual: sms, email: mail } });
  const unit = { name: 'Matriz', city: 'Campo Grande', state: 'MS', areaCode: '67', timeZone: 'America/Campo_Grande' };
  await ask('PUT', '/v1/units/matriz', unit);
  const customer = {
    name: 'Marcos Valas',
    unit: 'matriz',
    login: 'marcos',
    password: planted.customerPassword,
    phones: [{ number: phone }],
  };
  expect((await ask('PUT', '/v1/customers/C-1', customer)).status).toBe(201);
  expect((await ask('PUT', '/v1/customers/C-2', { ...customer, password: [planted.customerPassword] })).status).toBe(422);
  expect((await ask('POST', '/v1/templates', { name: 'Senha', text: 'Sua senha: {CLI_PASS}' })).status).toBe(422);
  expect((await ask('POST', '/v1/messages', { customerId: 'C-1', text: 'Senha {CLI_PASS}' })).status).toBe(422);

  for (const text of ['aceita', 'recusa', 'corta', 'erro']) {
    await ask('POST', `/v1/gateways/${sms}/test`, { phone, text });
    await ask('POST', `/v1/gateways/${zenvia}/test`, { phone, text });
    const { id } = await ask('POST', '/v1/messages', { phone, text });
    await eventually(async () => !['queued', 'sending'].includes(String((await ask('GET', `/v1/messages/${id}`)).state)));
  }
  await ask('POST', `/v1/gateways/${mail}/test`, { email: 'c@example.com', text: 'oi' });
  for (const id of [sms, zenvia, mail]) await ask('GET', `/v1/gateways/${id}/balance`);
  const lists = [
    'gateways',
    'gateway-services',
    'messages',
    'customers',
    'audit',
    'alerts',
    'settings',
    'customers/C-1',
    'customers/C-1/export',
  ];
  for (const path of lists) await ask('GET', `/v1/${path}`);
  return { gateways: [sms, zenvia, mail] };
}

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const tables = await system.sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
  const rows = await Promise.all(tables.map(({ name }) => system.sql.unsafe(`select to_jsonb(t)::text as row from ${name} t`)));
  return rows
    .flat()
    .map(({ row }) => String(row))
    .join('\n');
}

/** Every history in Temporal, with its payloads read. */
async function histories(): Promise<string> {
  let all = '';
  for await (const { workflowId, runId } of system.client.workflow.list()) {
    const history = await system.client.workflow.getHandle(workflowId, runId).fetchHistory();
    const text = JSON.stringify(history);
    const payloads = [...text.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map(([, data]) => Buffer.from(data ?? '', 'base64').toString());
    all += `${workflowId} ${text} ${payloads.join('\n')}\n`;
  }
  return all;
}

/** The secret as it stands, or inside something in Base64, whose letters depend on where it begins. */
function formsOf(secret: string): string[] {
  const shifted = [0, 1, 2].map((shift) => {
    const inside = Buffer.from(`${'x'.repeat(shift)}${secret}`)
      .toString('base64')
      .replace(/=+$/, '');
    return inside.slice(shift === 0 ? 0 : shift + 1, -2);
  });
  return [secret, ...shifted];
}

const leaksIn = (text: string) =>
  Object.entries(planted).flatMap(([name, secret]) => (formsOf(secret).some((form) => text.includes(form)) ? [name] : []));

it('no credential and no password of a customer is in a log, the database, a history of Temporal, or an answer, however a provider repeats it', async () => {
  const { gateways } = await work();
  const inTemporal = await eventually(async () => {
    const text = await histories();
    return gateways.every((id) => text.includes(id)) && text;
  });
  const stored = await dump();
  expect({
    log: leaksIn(logged.join('')),
    database: leaksIn(stored),
    temporal: leaksIn(inTemporal),
    answers: leaksIn(answered),
  }).toEqual({ log: [], database: [], temporal: [], answers: [] });
  // What was looked through holds what it should: a scan of nothing finds nothing.
  expect(stored).toMatch(/NO .{0,400}\*\*\*/);
  expect(answered).toMatch(/recusado/);
  expect(logged.join('')).toMatch(/sender running/);
}, 120_000);

it('the scan finds a secret written plainly, in an address, and inside Base64', () => {
  const { gatewayPassword: secret } = planted;
  const forms = [
    secret,
    `p=${encodeURIComponent(`${secret}&`)}`,
    ...['', 'a', 'ab'].map((user) => Buffer.from(`${user}:${secret}!`).toString('base64')),
  ];
  for (const form of forms) expect(leaksIn(`x ${form} y`)).toEqual(['gatewayPassword']);
});
