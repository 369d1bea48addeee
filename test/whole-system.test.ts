import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChild } from '../dev/child.ts';
import { sweepOnce } from '../worker/sweep.ts';
import { chargeWorkflowId, gatewayWorkflowId } from '../workflows/contract.ts';
import { eventually, startTestSystem, type TestSystem } from './system.ts';

let system: TestSystem;
let gatewayId: string;

const facilita = {
  host: '127.0.0.1',
  ssl: false,
  method: 'GET',
  path: '/api/simpleSend.ft?user={u}&password={p}&destinatario={d}&msg={m}',
  user: 'u',
  password: 'p',
};
const answers = [{ status: 200, body: '^[56];[^;]*;(?<id>\\d+)', outcome: 'accepted' }];
const phone = '(67) 99999-1234';

beforeAll(async () => {
  system = await startTestSystem();
  const port = Number(new URL(system.sandbox.url).port);
  const gateway = await system.call('POST', '/v1/gateways', {
    name: 'Sandbox',
    service: 'generic',
    quantity: null,
    intervalSeconds: 1,
    settings: { ...facilita, port, rules: answers },
  });
  gatewayId = String(gateway.id);
  await system.call('PATCH', '/v1/settings', { service: 'on', defaultGateways: { notices: gatewayId, manual: gatewayId } });
  await system.call('PUT', '/v1/units/matriz', {
    name: 'BrByte',
    city: 'Campo Grande',
    state: 'MS',
    areaCode: '67',
    timeZone: 'America/Campo_Grande',
  });
  await system.call('PUT', '/v1/customers/C-1', {
    name: 'Marcos Valas',
    unit: 'matriz',
    phones: [{ number: phone, billing: true, marketing: false }],
  });
  const template = async (name: string, text: string) =>
    String((await system.call('POST', '/v1/templates', { name, channel: 'sms', text })).id);
  const rule = { channels: ['sms'], window: 'always', trigger: 'clock', enabled: true, time: null, anchor: null };
  await system.call('PUT', '/v1/rule-sets/default', {
    name: 'Padrão',
    appliesTo: {},
    rules: [
      {
        ...rule,
        number: 2,
        event: 'created',
        offset: {},
        late: 'send',
        templateId: await template('Criada', '{CLI_NAME}, nova fatura {COB_CODE}.'),
      },
      {
        ...rule,
        number: 5,
        event: 'paid',
        offset: {},
        late: 'send',
        templateId: await template('Paga', '{CLI_NAME}, recebemos {COB_VAL_PAG}.'),
      },
      {
        ...rule,
        number: 20,
        event: 'due',
        offset: { days: 5 },
        time: '09:00',
        late: 'skip',
        templateId: await template('Depois', '{CLI_NAME}, lembrete.'),
      },
    ],
  });
  await system.call('POST', '/v1/rule-sets/default/publish', {});
});
afterAll(() => system.close());

const putCharge = (id: string) =>
  system.call('PUT', `/v1/charges/${id}`, { customerId: 'C-1', type: 'internet', code: id, amountCents: 14637, dueDate: '2030-12-05' });
const textWith = (words: string) => eventually(async () => (await system.texts()).find(({ text }) => text.includes(words)));

describe('the whole house', () => {
  it('texts a created charge and its payment through the carrier, and shows both in the timeline', async () => {
    await putCharge('B-1');
    expect((await textWith('nova fatura B-1')).phone).toBe('+5567999991234');
    await system.call('POST', '/v1/charges/B-1/payment', { paidAt: '2026-11-22', paidAmountCents: 14637 });
    await textWith('recebemos R$146,37');
    const states = await eventually(async () => {
      const { steps } = (await system.call('GET', '/v1/charges/B-1/timeline')) as { steps: { rule: number; state: string }[] };
      const said = steps.map(({ rule, state }) => `${rule} ${state}`);
      return said.includes('5 sent') && said;
    });
    expect(states).toContain('2 sent');
  });

  it('keeps ids and dates alone in Temporal, with a summary that people can read', async () => {
    const { history } = { history: await system.client.workflow.getHandle(chargeWorkflowId('B-1')).fetchHistory() };
    const payloads = Buffer.from(JSON.stringify(history)).toString();
    const decoded = [...payloads.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)]
      .map(([, data]) => Buffer.from(data ?? '', 'base64').toString())
      .join('\n');
    expect(`${payloads}${decoded}`).not.toMatch(/Marcos|99999|recebemos/);
  });

  it('sends a manual text at once, and stops and goes on within two seconds of a pause', async () => {
    await system.call('PATCH', `/v1/gateways/${gatewayId}`, { quantity: 5, intervalSeconds: 1 });
    for (let index = 0; index < 40; index++) await system.call('POST', '/v1/messages', { phone, text: `manual ${index}` });
    await textWith('manual 3');
    await system.call('PATCH', `/v1/gateways/${gatewayId}`, { paused: true });
    const pausedAt = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const atTwoSeconds = (await system.texts()).length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await system.texts()).length).toBe(atTwoSeconds);
    expect(performance.now() - pausedAt).toBeGreaterThan(3_000);
    await system.call('PATCH', `/v1/gateways/${gatewayId}`, { paused: false, quantity: null });
    await eventually(async () => (await system.texts()).filter(({ text }) => text.startsWith('manual')).length === 40, 10_000);
  });

  it('heals a charge whose workflow was terminated by hand', async () => {
    await putCharge('B-2');
    await textWith('nova fatura B-2');
    const handle = system.client.workflow.getHandle(chargeWorkflowId('B-2'));
    await handle.terminate('by hand');
    await system.sql`update charge_wakes set wake_at = now() - interval '6 minutes' where charge_id = 'B-2'`;
    expect(await sweepOnce(system)).toBe(1);
    await eventually(async () => (await handle.describe()).status.name === 'RUNNING');
    expect((await system.texts()).filter(({ text }) => text.includes('fatura B-2'))).toHaveLength(1);
  });

  it('stops a gateway whose password is wrong, tells so, and loses nothing', async () => {
    await system.call('PATCH', `/v1/gateways/${gatewayId}`, {
      settings: {
        ...facilita,
        password: 'errada',
        port: Number(new URL(system.sandbox.url).port),
        rules: [...answers, { body: '^1', outcome: 'misconfigured', reason: 'login' }],
      },
    });
    await putCharge('B-3');
    await eventually(async () => (await system.call('GET', `/v1/gateways/${gatewayId}`)).stoppedReason === 'login');
    const { items } = (await system.call('GET', '/v1/alerts')) as { items: { kind: string }[] };
    expect(items.map(({ kind }) => kind)).toContain('gateway-stopped');
    await system.call('PATCH', `/v1/gateways/${gatewayId}`, {
      settings: { ...facilita, port: Number(new URL(system.sandbox.url).port), rules: answers },
    });
    await textWith('nova fatura B-3');
  });

  it('keeps one workflow for the gateway', async () => {
    expect((await system.client.workflow.getHandle(gatewayWorkflowId(gatewayId)).describe()).status.name).toBe('RUNNING');
  });

  it('ends a process that fails when half of it runs already, so that it is started again', async () => {
    const start = "async () => { setInterval(() => {}, 60_000); throw new Error('the database is away'); }";
    const program = `import { runProcess } from './worker/process.ts'; runProcess('worker', ${start});`;
    const env = { ...process.env, TEMPORAL_ADDRESS: system.temporalAddress, DATABASE_URL: 'postgres://x@127.0.0.1/x' };
    const args = ['--import', 'tsx', '--input-type=module', '-e', program];
    const { code, lastLines } = await startChild({ name: 'half', command: process.execPath, args, env }).exited;
    expect(code).toBe(1);
    expect(lastLines.join()).toContain('the database is away');
  });
});
