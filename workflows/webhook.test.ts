import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createWebhookActivities } from '../activities/webhooks.ts';
import { pushEvent } from '../db/queries/events-out.ts';
import { takeOutbox } from '../db/queries/outbox.ts';
import { replayDeliveries } from '../db/queries/webhook-deliveries.ts';
import { nowOf } from '../domain/clock.ts';
import { addMs } from '../domain/instants.ts';
import { answer, scriptedServer } from '../gateways/fixtures/scripted-server.ts';
import { outboundPolicy } from '../gateways/outbound-policy.ts';
import { virtualClock } from '../test/clock.ts';
import { openTestProvider } from '../test/provider.ts';
import { WorkflowSandbox } from '../test/workflow-sandbox.ts';
import { signals, webhookWorkflowId, workflowTypes } from './contract.ts';

const start = '2026-11-23T14:00:00.000Z';
const days = 86_400_000;
const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

type Script = Parameters<typeof scriptedServer>[0];

/** A receiver that answers by script, the webhook that calls it, and its workflow on a virtual clock. */
async function house(script: Script, { allowed = ['127.0.0.0/8'], path = '/in?x=1' } = {}) {
  const clock = virtualClock(start);
  const provider = await openTestProvider({ clock });
  cleanUp.push(provider.close);
  const { db, sql } = provider;
  const receiver = await scriptedServer(script);
  const url = `http://127.0.0.1:${receiver.port}${path}`;
  await sql`
    insert into webhooks (id, url, events, detail, enabled, secret, created_at, updated_at)
    values ('w', ${url}, '["charge.*"]', 'ids', true, 'whsec_bmV3', ${start}, ${start})`;
  const activities = createWebhookActivities({ db, sql, clock, openSecret: (sealed) => sealed, outbound: outboundPolicy(allowed) });
  const sandbox = await WorkflowSandbox.open({ clock, activities });
  onTestFinished(() => sandbox.close());
  const relay = async () => {
    const rows = await takeOutbox(db, { limit: 100, now: nowOf(clock), leaseUntil: addMs(nowOf(clock), days) });
    for (const { kind, target } of rows) {
      const workflow = { workflowId: webhookWorkflowId(target), args: [{ webhookId: target }], signal: signals.webhookChanged };
      if (kind === 'webhook') await sandbox.signalWithStart(workflowTypes.webhook, workflow);
    }
  };
  return {
    clock,
    provider,
    sql,
    db,
    sandbox,
    relay,
    requests: receiver.requests,
    async held(chargeId = 'B-1') {
      await pushEvent(db, { type: 'charge.held', data: { chargeId }, now: nowOf(clock) });
      await relay();
    },
    async after(ms: number) {
      await sandbox.advanceBy(ms);
    },
    deliveries: async () =>
      (await sql`select state, attempts, status, fault from webhook_deliveries order by id`).map(
        ({ state, attempts, status, fault }) => `${state} ${attempts} ${status ?? '-'} ${fault ?? '-'}`,
      ),
    alerts: async () => (await sql`select kind from alerts where cleared_at is null`).map(({ kind }) => kind),
  };
}

const header = (request: string | undefined, name: string) => new RegExp(`^${name}: (.*)\r$`, 'im').exec(request ?? '')?.[1];
const bodyOf = (request: string | undefined) => request?.slice(request.indexOf('\r\n\r\n') + 4) ?? '';
const signature = (secret: string, request: string | undefined) => {
  const content = `${header(request, 'webhook-id')}.${header(request, 'webhook-timestamp')}.${bodyOf(request)}`;
  return `v1,${createHmac('sha256', Buffer.from(secret, 'base64')).update(content).digest('base64')}`;
};

it('an event arrives once, signed over its id, time and body, and the workflow ends', async () => {
  const { held, requests, deliveries, sandbox } = await house(answer(200, 'ok'));
  await held();
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatch(/^POST \/in\?x=1 HTTP/);
  expect(JSON.parse(bodyOf(requests[0]))).toEqual({ type: 'charge.held', timestamp: start, data: { chargeId: 'B-1' } });
  expect(header(requests[0], 'webhook-timestamp')).toBe(String(Date.parse(start) / 1000));
  expect(header(requests[0], 'webhook-signature')).toBe(signature('bmV3', requests[0]));
  expect(await deliveries()).toEqual(['delivered 1 200 -']);
  expect(sandbox.outcomeOf('webhook:w')).toBe('completed');
});

it('during a rotation both secrets sign, afterwards the new one alone', async () => {
  const { held, requests, sql, clock } = await house(answer(200, 'ok'));
  await sql`update webhooks set previous_secret = 'whsec_b2xk', previous_secret_until = ${addMs(start, days)}`;
  await held();
  expect(header(requests[0], 'webhook-signature')?.split(' ')).toEqual([signature('bmV3', requests[0]), signature('b2xk', requests[0])]);
  clock.advanceBy(days);
  await held();
  expect(header(requests[1], 'webhook-signature')?.split(' ')).toEqual([signature('bmV3', requests[1])]);
});

it('what is not taken comes again under the same id, ever more seldom, until it is taken', async () => {
  let failures = 3;
  const script: Script = (socket, request) => answer(failures-- > 0 ? 500 : 204, '')(socket, request);
  const { held, after, requests, deliveries } = await house(script);
  await held();
  expect(await deliveries()).toEqual(['pending 1 500 HTTP 500']);
  await after(4_999);
  expect(requests).toHaveLength(1);
  await after(1);
  expect(requests).toHaveLength(2);
  await after(600_000);
  expect(await deliveries()).toEqual(['delivered 4 204 -']);
  expect(new Set(requests.map((request) => header(request, 'webhook-id'))).size).toBe(1);
  expect(new Set(requests.map((request) => header(request, 'webhook-timestamp'))).size).toBe(4);
});

it('what nobody takes for three days is given up, listed and alerted, and arrives when it is replayed', async () => {
  let status = 500;
  const parts = await house((socket, request) => answer(status, '')(socket, request));
  await parts.held();
  await parts.after(2 * days);
  expect(await parts.deliveries()).toEqual([expect.stringMatching(/^pending \d+ 500/)]);
  expect(await parts.alerts()).toEqual(['webhook-failing']);
  await parts.after(2 * days);
  expect(await parts.deliveries()).toEqual([expect.stringMatching(/^failed 1\d 500 HTTP 500$/)]);
  expect(parts.sandbox.outcomeOf('webhook:w')).toBe('completed');

  status = 200;
  await replayDeliveries(parts.db, { webhookId: 'w', since: start }, nowOf(parts.clock));
  await parts.relay();
  expect(await parts.deliveries()).toEqual(['delivered 1 200 -']);
  expect(await parts.alerts()).toEqual([]);
  expect(new Set(parts.requests.map((request) => header(request, 'webhook-id'))).size).toBe(1);
});

it('an address that does not answer is left in peace, and what piled up arrives when it does', async () => {
  let up = false;
  const parts = await house((socket, request) => (up ? answer(200, '')(socket, request) : socket.destroy()));
  for (let number = 0; number < 30; number++) await pushEvent(parts.db, { type: 'charge.held', data: { number }, now: start });
  await parts.relay();
  expect(parts.requests.length).toBeLessThanOrEqual(8);
  up = true;
  await parts.after(120_000);
  expect(new Set(parts.requests.map((request) => header(request, 'webhook-id'))).size).toBe(30);
  expect(new Set(await parts.deliveries())).toEqual(new Set(['delivered 1 200 -', 'delivered 2 200 -']));
});

it('a redirect is not followed', async () => {
  const { held, requests, deliveries } = await house(answer(302, '', { location: 'http://169.254.169.254/' }));
  await held();
  expect(requests).toHaveLength(1);
  expect(await deliveries()).toEqual(['pending 1 302 redireciona (HTTP 302): informe o endereço final']);
});

it('an address that the policy does not allow is never called', async () => {
  const { held, requests, deliveries } = await house(answer(200, 'ok'), { allowed: [] });
  await held();
  expect(requests).toEqual([]);
  expect(await deliveries()).toEqual([expect.stringMatching(/^pending 1 - endereço interno não permitido: 127\.0\.0\.1/)]);
});

it('an endless answer is cut off and counts as a failure', async () => {
  const { held, deliveries } = await house(answer(200, 'x'.repeat(300_000)));
  await held();
  expect(await deliveries()).toEqual([expect.stringMatching(/^pending 1 - resposta maior que 256 kB/)]);
});

it('a receiver that says it is gone switches the webhook off, and a person is told', async () => {
  const { held, after, requests, deliveries, alerts, sql } = await house(answer(410, ''));
  await held();
  await after(days);
  expect(requests).toHaveLength(1);
  expect(await deliveries()).toEqual(['failed 1 410 HTTP 410']);
  expect(await alerts()).toEqual(['webhook-gone']);
  expect(await sql`select enabled from webhooks`).toEqual([{ enabled: false }]);
});

it('a secret that no key opens leaves nothing unsigned: nothing is called and a person is told', async () => {
  const parts = await house(answer(200, ''));
  const { db, sql, clock } = parts;
  const activities = createWebhookActivities({ db, sql, clock, openSecret: () => null, outbound: outboundPolicy(['127.0.0.0/8']) });
  const sandbox = await WorkflowSandbox.open({ clock, activities });
  onTestFinished(() => sandbox.close());
  await pushEvent(parts.db, { type: 'charge.held', data: {}, now: start });
  await sandbox.start(workflowTypes.webhook, { workflowId: 'webhook:w', args: [{ webhookId: 'w' }] });
  expect(parts.requests).toEqual([]);
  expect(await parts.alerts()).toEqual(['webhook-failing']);
});

it('a delivery whose caller died is called again, with the same id', async () => {
  const parts = await house(answer(200, ''));
  await pushEvent(parts.db, { type: 'charge.held', data: {}, now: start });
  await parts.sql`update webhook_deliveries set attempts = 1, next_attempt_at = ${addMs(start, 45_000)}`; // claimed, never settled
  await parts.relay();
  expect(parts.requests).toEqual([]);
  await parts.after(45_000);
  expect(await parts.deliveries()).toEqual(['delivered 2 200 -']);
});

it('what is over is forgotten after two weeks, what is pending stays', async () => {
  const parts = await house(answer(200, ''));
  await parts.held('old');
  parts.clock.advanceBy(15 * days);
  await parts.held('new');
  expect(await parts.sql`select data from webhook_deliveries`).toEqual([{ data: { chargeId: 'new' } }]);
});

describe('a request to the network system', () => {
  /** The step 12 of a charge that was asked for, and its event. */
  async function asked(script: Script) {
    const parts = await house(script);
    const { provider, sql, db } = parts;
    await provider.customer('C-1');
    await provider.charge({ id: 'B-1', customerId: 'C-1', amountCents: 100, dueDate: '2026-12-10' });
    const [step] = await sql`
      insert into steps (charge_id, key, rule, event, due_date, state, planned_for, sends_at, send_until, moved, revision, action_state, action_requested_at, created_at, updated_at)
      values ('B-1', '12:2026-12-10', 12, 'total_block', '2026-12-10', 'waiting', ${start}, ${start}, ${start}, '[]', 1, 'requested', ${start}, ${start}, ${start})
      returning id`;
    await sql`truncate outbox`;
    await pushEvent(db, { type: 'charge.milestone', data: { stepId: String(step?.id), chargeId: 'B-1', number: 12 }, now: start });
    await parts.relay();
    const called = (await sql`select kind, target from outbox`).map(({ kind, target }) => `${kind} ${target}`);
    const [after] = await sql`select action_state, action_reason, action_answered_at from steps where key = '12:2026-12-10'`;
    return { ...parts, called, after };
  }

  it('that is answered at once is recorded, and its charge goes on', async () => {
    const { after, called, deliveries, sql } = await asked(answer(200, '{"outcome":"done"}'));
    expect(after).toMatchObject({ action_state: 'done', action_reason: null });
    expect(new Date(after?.action_answered_at).toISOString()).toBe(start);
    expect(called).toContain('charge B-1');
    expect(await deliveries()).toEqual(['delivered 1 200 -']);
    expect(await sql`select actor from audit where action = 'step.answered'`).toEqual([{ actor: 'webhook:w' }]);
  });

  it('that is refused keeps the reason', async () => {
    const { after } = await asked(answer(200, '{"outcome":"refused","reason":"em manutenção"}'));
    expect(after).toMatchObject({ action_state: 'refused', action_reason: 'em manutenção' });
  });

  it.each([
    ['202', 202, '{"outcome":"done"}'],
    ['200 without an outcome', 200, 'OK'],
  ])('that is only taken (%s) is answered later', async (_, status, body) => {
    const { after, deliveries } = await asked(answer(status, body));
    expect(after).toMatchObject({ action_state: 'requested', action_answered_at: null });
    expect(await deliveries()).toEqual([`delivered 1 ${status} -`]);
  });
});
