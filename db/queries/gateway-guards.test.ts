import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMs, type Instant } from '../../domain/instants.ts';
import { virtualClock } from '../../test/clock.ts';
import { manualMessage } from '../../test/manual-message.ts';
import { openTestProvider, type TestProvider } from '../../test/provider.ts';
import { type ClaimInput, claimMessages } from './claim-messages.ts';
import { noteCalls } from './gateway-breakers.ts';
import { recountMonth } from './gateway-health.ts';
import { saveBalance } from './gateway-polls.ts';
import { stopGateway } from './gateway-sending.ts';
import { noteBudget, readGatewayWork } from './gateway-work.ts';
import { readGateway } from './gateways.ts';
import { queueMessages } from './messages.ts';
import { settleMessages } from './settle-messages.ts';

const now = '2026-11-30T14:00:00.000Z';
const gatewayId = 'sms';
let provider: TestProvider;

beforeAll(async () => {
  provider = await openTestProvider({ clock: virtualClock(now) });
  await provider.sql`insert into gateway_pacing (gateway_id, next_slot_us) values ('sms', 0) on conflict do nothing`;
});
afterEach(async () => {
  await provider.sql`truncate messages, message_events, outbox, alerts, gateway_breakers, gateway_balances cascade`;
  await provider.sql`update gateways set monthly_messages = null, monthly_cents = null, balance_floor = null`;
  await provider.sql`update gateway_pacing set next_slot_us = 0, month = null, month_messages = 0, month_cost = 0`;
  await provider.sql`update settings set paused_at = null`;
});
afterAll(() => provider.close());

const queue = (count: number, cost = '0.0650') =>
  queueMessages(
    provider.db,
    Array.from({ length: count }, () => manualMessage(now, { cost, sendUntil: addMs(now, 86_400_000) })),
    now,
  );
const claim = (more: Partial<ClaimInput> = {}) => {
  const at = more.now ?? now;
  return claimMessages(provider.sql, {
    gatewayId,
    gatewayRevision: 1,
    processId: 'a',
    limit: 100,
    now: at,
    leaseUntil: addMs(at, 30_000),
    pace: null,
    ...more,
  });
};
const calls = (answered: number, failed: number, at: Instant = now) =>
  noteCalls(provider.sql, { gatewayId, calls: { answered, failed }, now: at });
const settle = (id: number, state: 'accepted' | 'queued' | 'refused') =>
  settleMessages(provider.sql, {
    processId: 'a',
    settlements: [{ messageId: id, state, reason: null, providerId: null, answer: null, sentAt: now, notBefore: null, attempted: true }],
    now,
  });

describe('a gateway whose provider does not answer', () => {
  it('gets nothing, and then one text at a time that tries it', async () => {
    await queue(10);
    await calls(0, 5);
    expect(await claim()).toMatchObject({ gate: 'closed', claimed: [] });
    const at = addMs(now, 5_000);
    const tries = await Promise.all([claim({ now: at, processId: 'a' }), claim({ now: at, processId: 'b' })]);
    expect(tries.flatMap(({ claimed }) => claimed)).toHaveLength(1);
    expect(await claim({ now: addMs(at, 1_000) })).toMatchObject({ gate: 'closed' });
  });

  it('spends no try while nothing is due', async () => {
    await calls(0, 5);
    expect(await claim({ now: addMs(now, 5_000) })).toMatchObject({ gate: 'probe', claimed: [] });
    await queue(1);
    expect((await claim({ now: addMs(now, 5_100) })).claimed).toHaveLength(1);
  });

  it('is open again for everything once the try was answered', async () => {
    await queue(10);
    await calls(0, 5);
    await claim({ now: addMs(now, 5_000) });
    await calls(1, 0, addMs(now, 6_000));
    expect((await claim({ now: addMs(now, 6_000) })).claimed).toHaveLength(9);
  });

  it('has its alert, its workflow called, and says since when, until it is back', async () => {
    await calls(0, 5);
    expect(await provider.sql`select kind, subject from alerts where cleared_at is null`).toEqual([
      { kind: 'gateway-down', subject: 'sms' },
    ]);
    expect(await provider.sql`select kind, target from outbox`).toEqual([{ kind: 'gateway', target: 'sms' }]);
    expect((await readGateway(provider.db, gatewayId))?.health).toMatchObject({ downSince: now, nextTryAt: addMs(now, 5_000) });
    await provider.sql`update gateway_breakers set probing_at = ${now}`;
    await calls(1, 0);
    expect(await provider.sql`select kind from alerts where cleared_at is null`).toEqual([]);
    expect((await readGateway(provider.db, gatewayId))?.health.downSince).toBeNull();
  });

  it('is counted by every process together', async () => {
    await Promise.all(Array.from({ length: 5 }, () => calls(0, 1)));
    expect(await claim()).toMatchObject({ gate: 'closed' });
  });
});

describe('a monthly cap', () => {
  it('of messages is never passed, however many processes claim', async () => {
    await provider.sql`update gateways set monthly_messages = 25`;
    await queue(100);
    const results = await Promise.all(Array.from({ length: 6 }, (_, index) => claim({ processId: `p${index}`, limit: 10 })));
    const again = await claim();
    expect([...results, again].flatMap(({ claimed }) => claimed)).toHaveLength(25);
    expect(again.claimed).toEqual([]);
  });

  it('of money is never passed', async () => {
    await provider.sql`update gateways set monthly_cents = 100`;
    await queue(30, '0.0650');
    expect((await claim()).claimed).toHaveLength(15);
    expect((await claim()).claimed).toEqual([]);
  });

  it('counts only what went: what came back or was refused is given back', async () => {
    await provider.sql`update gateways set monthly_messages = 2`;
    await queue(4);
    const [first, second] = (await claim()).claimed;
    await settle(first?.id ?? 0, 'queued');
    await settle(second?.id ?? 0, 'refused');
    expect((await claim()).claimed).toHaveLength(2);
    expect((await claim()).claimed).toEqual([]);
  });

  it('begins anew with the month in Brasília', async () => {
    await provider.sql`update gateways set monthly_messages = 2`;
    await queue(5);
    expect((await claim()).claimed).toHaveLength(2);
    expect((await claim({ now: '2026-12-01T02:59:00.000Z' })).claimed).toHaveLength(0);
    expect((await claim({ now: '2026-12-01T03:00:00.000Z' })).claimed).toHaveLength(2);
  });

  it('counts what went before it was set', async () => {
    await queue(3);
    const { claimed } = await claim();
    for (const { id } of claimed) await settle(id, 'accepted');
    await recountMonth(provider.db, gatewayId, now);
    await provider.sql`update gateways set monthly_messages = 4`;
    await queue(5);
    expect((await claim()).claimed).toHaveLength(1);
  });

  it('shows as an alert while it is spent', async () => {
    await provider.sql`update gateways set monthly_messages = 0`;
    const work = await readGatewayWork(provider.sql, { gatewayId, now });
    expect(work).toMatchObject({ budgetSpent: true, open: false });
    await noteBudget(provider.sql, { gatewayId, spent: true, now });
    expect(await provider.sql`select kind from alerts where cleared_at is null`).toEqual([{ kind: 'gateway-budget' }]);
    await noteBudget(provider.sql, { gatewayId, spent: false, now });
    expect(await provider.sql`select kind from alerts where cleared_at is null`).toEqual([]);
  });
});

it('an account below its floor sends nothing until it was filled up', async () => {
  await provider.sql`update gateways set balance_floor = 100`;
  await queue(2);
  expect((await claim({ limit: 1 })).claimed).toHaveLength(1);
  await saveBalance(provider.sql, gatewayId, { amount: '99.5', unit: 'messages', at: now });
  expect(await claim()).toMatchObject({ gate: 'closed', claimed: [] });
  await saveBalance(provider.sql, gatewayId, { amount: '1000', unit: 'messages', at: now });
  expect((await claim()).claimed).toHaveLength(1);
});

describe('a webhook that asks for gateway.*', () => {
  const told = async () =>
    (await provider.sql`select type, data from webhook_deliveries order by id`).map(({ type, data }) => `${type} ${JSON.stringify(data)}`);
  beforeEach(async () => {
    await provider.sql`truncate webhooks cascade`;
    await provider.sql`
      insert into webhooks (id, url, events, detail, enabled, secret, created_at, updated_at)
      values ('w', 'https://example.com/', '["gateway.*"]', 'ids', true, 'sealed', ${now}, ${now})`;
  });
  afterAll(() => provider.sql`truncate webhooks cascade`);

  it('hears once that a provider is away, and that it is back', async () => {
    await calls(0, 5);
    await calls(0, 5);
    await provider.sql`update gateway_breakers set probing_at = ${now}`;
    await calls(1, 0);
    expect(await told()).toEqual(['gateway.down {"gatewayId":"sms"}', 'gateway.up {"gatewayId":"sms"}']);
  });

  it('hears once that an account is at fault, and why', async () => {
    const [revision] = await provider.sql<{ revision: number }[]>`select revision from gateways where id = 'sms'`;
    const stop = () => stopGateway(provider.sql, { gatewayId, revision: revision?.revision ?? 1, reason: 'sem crédito', now });
    expect([await stop(), await stop()]).toEqual([true, false]);
    await provider.sql`update gateways set stopped_reason = null, stopped_at = null`;
    expect(await told()).toEqual(['gateway.stopped {"reason":"sem crédito","gatewayId":"sms"}']);
  });

  it('hears of a balance below its floor, and of a month that is spent', async () => {
    await provider.sql`update gateways set balance_floor = 100`;
    await saveBalance(provider.sql, gatewayId, { amount: '99.5', unit: 'messages', at: now });
    for (let looks = 0; looks < 3; looks++) await noteBudget(provider.sql, { gatewayId, spent: true, now });
    await noteBudget(provider.sql, { gatewayId, spent: false, now });
    await provider.sql`update gateways set balance_floor = null, monthly_messages = 0`;
    await noteBudget(provider.sql, { gatewayId, spent: true, now });
    expect(await told()).toEqual([
      'gateway.balance-low {"unit":"messages","balance":"99.5000","gatewayId":"sms"}',
      'gateway.budget-spent {"gatewayId":"sms"}',
    ]);
    expect(await provider.sql`select target from outbox where kind = 'webhook'`).toHaveLength(2);
  });
});

it('nothing leaves while everything is paused', async () => {
  await queue(1);
  await provider.sql`update settings set paused_at = ${now}`;
  expect(await claim()).toMatchObject({ gate: 'closed', claimed: [] });
});
