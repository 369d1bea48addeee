import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../domain/local-time.ts';
import { signatureHeaders } from '../../gateways/webhook-signature.ts';
import { eventually, startTestSystem, type TestSystem } from '../../test/system.ts';
import { wakeCharge } from '../temporal/wake-charge.ts';
import { billingSystem } from './billing-system.ts';
import { runMonth } from './month.ts';
import { connectRegua, ReguaRefusal } from './regua.ts';
import { listenToRegua, type ReguaEvent } from './webhooks.ts';

let system: TestSystem;
let server: ReturnType<typeof serve>;
let url: string;
const apiKey = 'a-test-key-of-at-least-32-characters';
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  system = await startTestSystem();
  url = await new Promise((resolve) => {
    server = serve({ fetch: system.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(`http://127.0.0.1:${port}`));
  });
  const carrier = {
    ...{ host: '127.0.0.1', port: Number(new URL(system.sandbox.url).port), ssl: false, user: 'u', password: 'p' },
    ...{ method: 'GET', path: '/api/simpleSend.ft?user={u}&password={p}&destinatario={d}&msg={m}' },
    rules: [{ status: 200, body: '^[56];[^;]*;(?<id>\\d+)', outcome: 'accepted' }],
  };
  const gateway = await system.call('POST', '/v1/gateways', { name: 'Sandbox', service: 'generic', quantity: null, settings: carrier });
  await system.call('PATCH', '/v1/settings', { service: 'on', testGateways: { sms: gateway.id } });
  const template = async (name: string, text: string) => (await system.call('POST', '/v1/templates', { name, channel: 'sms', text })).id;
  const rule = { channels: ['sms'], window: 'always', late: 'send', offset: {}, time: null };
  await system.call('PUT', '/v1/rule-sets/default', {
    name: 'Padrão',
    rules: [
      { ...rule, number: 2, event: 'created', templateId: await template('Criada', '{CLI_NAME}, nova fatura de {COB_VAL_DOC}.') },
      { ...rule, number: 5, event: 'paid', templateId: await template('Paga', '{CLI_NAME}, recebemos {COB_VAL_PAG}.') },
    ],
  });
  await system.call('POST', '/v1/rule-sets/default/publish', {});
});
afterAll(async () => {
  server.close();
  await system.close();
});

const told = (events: readonly ReguaEvent[]) => [...new Set(events.map(({ type }) => type))];

test('a billing system goes through a month: it rehearses, is texted about, is paid, and hears of it by signed calls', async () => {
  const said: string[] = [];
  const month = { url, apiKey, port: 0, mobile: '(67) 99999-4321', dueDate: addDays(today, 10), today };
  const events = await runMonth({ ...month, say: (line) => said.push(line) });
  expect(said[0]).toMatch(/^would leave at .*: Ana, nova fatura de R\$99,90\.$/);
  expect(told(events)).toContain('charge.settled');
  const text = await eventually(async () => (await system.texts()).find((each) => each.text.includes('recebemos R$99,90')));
  expect(text.phone).toBe('+5567999994321');
});

test('what is sent twice changes nothing, and a refusal says what was expected', async () => {
  const billing = billingSystem(connectRegua({ url, apiKey }));
  const ana = { id: 'exemplo-1', name: 'Ana Exemplo', mobile: '(67) 99999-4321', unit: 'exemplo', test: true };
  await billing.saveSubscriber(ana);
  await billing.saveSubscriber(ana);
  const refusal: unknown = await billing.saveSubscriber({ ...ana, unit: 'nada' }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ReguaRefusal);
  expect(refusal).toMatchObject({ status: 422, code: 'invalid-field', message: expect.stringContaining('unit') });
});

test('a call that is forged, old or repeated does nothing', async () => {
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  const carried: ReguaEvent[] = [];
  const listener = await listenToRegua({
    port: 0,
    secret: () => secret,
    handle: async (event) => {
      carried.push(event);
      return { outcome: 'done' };
    },
  });
  const body = JSON.stringify({ type: 'charge.milestone', timestamp: new Date().toISOString(), data: { stepId: '1' } });
  const send = async (signedBody: string, atMs: number) => {
    const headers = await signatureHeaders({ id: 'evt_1', atMs, body: signedBody }, [secret]);
    const answer = await fetch(listener.url, { method: 'POST', body, headers });
    return [answer.status, await answer.text()];
  };
  try {
    expect((await send(`${body} `, Date.now()))[0]).toBe(401);
    expect((await send(body, Date.now() - 3_600_000))[0]).toBe(401);
    expect(await send(body, Date.now())).toEqual([200, '{"outcome":"done"}']);
    expect(await send(body, Date.now())).toEqual([200, '{"outcome":"done"}']);
    expect(carried).toHaveLength(1);
  } finally {
    await listener.close();
  }
});

test('a team with Temporal of its own wakes a charge by its workflow', async () => {
  const number = 'exemplo-temporal';
  const billing = billingSystem(connectRegua({ url, apiKey }));
  await billing.issueInvoice({ number, subscriberId: 'exemplo-1', amountCents: 5_000, dueDate: addDays(today, 20) });
  const handle = await wakeCharge(system.client, number);
  expect(handle.workflowId).toBe(`charge:${number}`);
  await eventually(async () => (await system.texts()).find((each) => each.text.includes('nova fatura de R$50,00')));
  const { steps } = await system.call('GET', `/v1/charges/${number}/timeline`);
  expect(steps).toHaveLength(1);
});
