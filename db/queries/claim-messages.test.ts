import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addMs } from '../../domain/instants.ts';
import type { OptOutScope } from '../../domain/opt-outs.ts';
import { virtualClock } from '../../test/clock.ts';
import { manualMessage } from '../../test/manual-message.ts';
import { openTestProvider, type TestProvider } from '../../test/provider.ts';
import { openDatabase } from '../client.ts';
import { type ClaimInput, claimMessages, claimSession } from './claim-messages.ts';
import { type NewMessage, queueMessages } from './messages.ts';
import { deleteOptOuts, saveOptOuts } from './opt-outs.ts';
import { savePayments } from './save-payments.ts';
import { closeOverdue, settleMessages } from './settle-messages.ts';

const now = '2026-11-23T14:00:00.000Z';
let provider: TestProvider;

beforeAll(async () => {
  provider = await openTestProvider({ clock: virtualClock(now) });
  await provider.sql`insert into gateway_pacing values ('sms', 0) on conflict do nothing`;
  await provider.customer('C-1');
});
afterEach(async () => {
  await provider.sql`truncate messages, message_events, outbox, steps, payments, charge_wakes, charges, opt_outs cascade`;
  await provider.sql`update gateways set paused = false, enabled = true, stopped_reason = null`;
  await provider.sql`update settings set service = 'on'`;
  await provider.sql`update gateway_pacing set next_slot_us = 0`;
});
afterAll(() => provider.close());

const message = (more: Partial<NewMessage> = {}) => manualMessage(now, more);

async function chargeWithMessage(id = 'B-1') {
  await provider.charge({ id, customerId: 'C-1', amountCents: 100, dueDate: '2026-12-10' });
  const [queued] = await queueMessages(provider.db, [message({ chargeId: id, chargeRevision: 1, customerId: 'C-1', priority: 1 })], now);
  return queued;
}

const claim = (more: Partial<ClaimInput> = {}, sql = provider.sql) =>
  claimMessages(sql, {
    gatewayId: 'sms',
    gatewayRevision: 1,
    processId: 'a',
    limit: 100,
    now,
    leaseUntil: addMs(now, 30_000),
    pace: null,
    ...more,
  });

const states = async () =>
  (await provider.sql`select state, reason from messages order by id`).map(({ state, reason }) => `${state} ${reason}`);

describe('a claim', () => {
  it('takes the best priority first, then the earliest', async () => {
    const later = addMs(now, -1_000);
    const earlier = addMs(now, -2_000);
    const rows = [
      message({ priority: 5, notBefore: earlier }),
      message({ priority: 1, notBefore: later }),
      message({ priority: 1, notBefore: earlier }),
    ];
    const [campaign, second, first] = await queueMessages(provider.db, rows, now);
    expect((await claim()).claimed.map(({ id }) => id)).toEqual([first, second, campaign]);
  });

  it('never gives one message to two senders', async () => {
    await queueMessages(
      provider.db,
      Array.from({ length: 300 }, () => message()),
      now,
    );
    const results = await Promise.all(Array.from({ length: 8 }, (_, index) => claim({ processId: `p${index}`, limit: 50 })));
    const ids = results.flatMap(({ claimed }) => claimed.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(300);
  });

  it('of a campaign frozen a moment ago reads what waits, not what has left', async () => {
    const database = openDatabase({ url: provider.url, connections: 1, name: 'test', session: claimSession });
    await provider.sql`
      insert into campaigns (id, kind, name, class, state, missing, audiences, gateway_id, approval, created_by, created_at, updated_at)
      values ('fresh', 'campaign', 'Aviso', 'informative', 'running', '{}', '[]', 'sms', 'none', 'ana', ${now}, ${now})`;
    await provider.sql`
      insert into campaign_places (campaign_id, place, unit_id, time_zone, opens_at, closes_at)
      values ('fresh', 0, 'matriz', 'America/Campo_Grande', ${addMs(now, -1000)}, ${addMs(now, 1000)})`;
    await provider.sql`
      insert into messages (kind, channel, state, priority, address, gateway_id, text, segments, encoding, cost, campaign_id, campaign_place,
        planned_for, not_before, send_until, created_at, updated_at)
      select 'campaign', 'sms', 'queued', 5, '+55679' || n, 'sms', 'Oi', 1, 'GSM-7', 0.065, 'fresh', 0,
        ${now}, ${now}, ${addMs(now, 3_600_000)}, ${now}, ${now}
      from generate_series(1, 5000) as n`;
    const rowsRead = async () => {
      const [row] = await provider.sql<{ rows: number; scans: number }[]>`
        select (select idx_tup_read::int from pg_stat_user_indexes where indexrelname = 'messages_by_campaign') as rows, seq_scan::int as scans
        from pg_stat_user_tables where relname = 'messages'`;
      return row;
    };
    const before = await rowsRead();
    let claimed = 0;
    for (let round = 0; round < 10; round++) claimed += (await claim({ limit: 100 }, database.sql)).claimed.length;
    await database.sql`select pg_stat_force_next_flush()`;
    await database.close();
    expect(claimed).toBe(1000);
    expect(await rowsRead()).toEqual(before);
    await provider.sql`truncate campaigns cascade`;
  });

  it('leaves what is not due yet', async () => {
    await queueMessages(provider.db, [message({ notBefore: addMs(now, 1) })], now);
    expect(await claim()).toMatchObject({ gate: 'open', seen: 0, claimed: [] });
  });

  it('expires what is past its window and tells its charge', async () => {
    await provider.charge({ id: 'B-1', customerId: 'C-1', amountCents: 100, dueDate: '2026-12-10' });
    await provider.sql`delete from outbox`;
    await queueMessages(provider.db, [message({ chargeId: 'B-1', chargeRevision: 1, sendUntil: now })], now);
    expect((await claim()).claimed).toEqual([]);
    expect(await states()).toEqual(['expired late']);
    expect(await provider.sql`select target from outbox`).toEqual([{ target: 'B-1' }]);
  });

  it.each([
    ['paused', 'update gateways set paused = true'],
    ['disabled', 'update gateways set enabled = false'],
    ['stopped', `update gateways set stopped_reason = 'login'`],
    ['without service', `update settings set service = 'off'`],
  ])('takes nothing from a gateway that is %s', async (_, change) => {
    await queueMessages(provider.db, [message()], now);
    await provider.sql.unsafe(change);
    expect(await claim()).toMatchObject({ gate: 'closed', claimed: [] });
    expect(await states()).toEqual(['queued null']);
  });

  it('takes nothing on a connection made from older settings', async () => {
    await queueMessages(provider.db, [message()], now);
    expect(await claim({ gatewayRevision: 0 })).toMatchObject({ gate: 'stale', claimed: [] });
  });

  it.each([
    ['paid', `update charges set status = 'paid', revision = 2`, 'suppressed paid'],
    ['removed', `update charges set status = 'removed', revision = 2`, 'suppressed removed'],
    ['edited', 'update charges set revision = 2', 'suppressed changed'],
  ])('suppresses the text of a charge that was %s meanwhile', async (_, change, expected) => {
    await chargeWithMessage();
    await provider.sql.unsafe(change);
    expect((await claim()).claimed).toEqual([]);
    expect(await states()).toEqual([expected]);
  });

  it('leaves a text alone while a payment of its charge is being written, and suppresses it after', async () => {
    await chargeWithMessage();
    const payment = { chargeId: 'B-1', id: 'p', paidOn: '2026-11-23', paidAt: null, paidAmountCents: 100, settles: true };
    await provider.db.transaction(async (tx) => {
      await savePayments(tx, [payment], { ...provider.context(), arrival: 'event' });
      expect((await claim()).claimed).toEqual([]);
      expect(await states()).toEqual(['queued null']);
    });
    expect((await claim()).claimed).toEqual([]);
    expect(await states()).toEqual(['suppressed paid']);
  });

  it('and a payment at the same moment never both win', async () => {
    for (let round = 0; round < 40; round++) {
      await chargeWithMessage(`R-${round}`);
      const payment = { chargeId: `R-${round}`, id: 'p', paidOn: '2026-11-23', paidAt: null, paidAmountCents: 100, settles: true };
      const paid = provider.db.transaction((tx) => savePayments(tx, [payment], { ...provider.context(), arrival: 'event' }));
      const [taken] = await Promise.all([claim(), paid]);
      const again = await claim();
      expect(again.claimed).toEqual([]);
      const [row] = await provider.sql`select state from messages where charge_id = ${`R-${round}`}`;
      expect(row?.state).toBe(taken.claimed.length === 1 ? 'sending' : 'suppressed');
    }
  });
});

describe('a phone that said no', () => {
  const optOut = (scope: OptOutScope, customerId: string | null = null) =>
    saveOptOuts(provider.db, [{ phone: '+5567999991234', scope, customerId, reason: null, source: 'api', at: null }], {
      now,
      actor: 'test',
      keepStronger: false,
    });
  const queue = (more: Partial<NewMessage>) => queueMessages(provider.db, [message({ priority: 1, kind: 'notice', ...more })], now);

  it.each(['notice', 'campaign', 'birthday'] as const)('to everything gets no %s', async (kind) => {
    await queue({ kind });
    await optOut('all');
    expect((await claim()).claimed).toEqual([]);
    expect(await states()).toEqual(['suppressed opted-out']);
  });

  it.each(['manual', 'test'] as const)('to everything still gets a %s text, which a person sends', async (kind) => {
    await queue({ kind });
    await optOut('all');
    expect((await claim()).claimed).toHaveLength(1);
  });

  it('to advertising gets its bills and no advertising', async () => {
    const [bill] = await queue({});
    const [advertising] = await queue({ kind: 'campaign', priority: 5 });
    await provider.sql`update messages set marketing = true where id = ${advertising ?? 0}`;
    await optOut('marketing');
    expect((await claim()).claimed.map(({ id }) => id)).toEqual([bill]);
    expect(await states()).toEqual(['sending null', 'suppressed opted-out']);
  });

  it('for a customer who is somebody else gets the texts of the others', async () => {
    await provider.customer('C-2');
    await queue({ customerId: 'C-1' });
    const [other] = await queue({ customerId: 'C-2' });
    await optOut('wrong-person', 'C-1');
    expect((await claim()).claimed.map(({ id }) => id)).toEqual([other]);
    await queue({ customerId: 'C-2' });
    await optOut('wrong-person');
    expect((await claim()).claimed).toEqual([]);
  });

  it('and takes it back gets texts again', async () => {
    await optOut('all');
    await deleteOptOuts(provider.db, { phone: '+5567999991234', customerId: null }, { now, actor: 'test' });
    await queue({});
    expect((await claim()).claimed).toHaveLength(1);
  });
});

describe('a paced claim', () => {
  const nowUs = Date.parse(now) * 1000;
  const pace = { nowUs, spacingUs: 102_000, aheadUs: 100_000 };

  it('reserves one slot a message, spaced, and none further ahead than it may', async () => {
    await queueMessages(
      provider.db,
      Array.from({ length: 5 }, () => message()),
      now,
    );
    const first = await claim({ pace });
    expect(first.claimed.map(({ slotUs }) => slotUs)).toEqual([nowUs]);
    expect(first.nextSlotUs).toBe(nowUs + 102_000);
    expect((await claim({ pace })).claimed).toEqual([]);
  });

  it('gives two processes different slots of one account', async () => {
    await queueMessages(
      provider.db,
      Array.from({ length: 400 }, () => message()),
      now,
    );
    const fine = { nowUs, spacingUs: 1_000, aheadUs: 100_000 };
    const results = await Promise.all(Array.from({ length: 6 }, (_, index) => claim({ pace: fine, processId: `p${index}`, limit: 40 })));
    const slots = results.flatMap(({ claimed }) => claimed.map(({ slotUs }) => slotUs ?? 0)).sort((a, b) => a - b);
    expect(slots).toEqual(Array.from({ length: slots.length }, (_, index) => nowUs + index * 1_000));
    expect(slots.length).toBe(101);
  });

  it('wastes no slot when nothing is due', async () => {
    await claim({ pace });
    expect(await provider.sql`select next_slot_us::float8 as slot from gateway_pacing where gateway_id = 'sms'`).toEqual([{ slot: nowUs }]);
  });
});

describe('a settlement', () => {
  const settled = (id: number, more: object = {}) => ({
    messageId: id,
    state: 'accepted' as const,
    reason: null,
    providerId: 'x1',
    answer: 'OK x1',
    sentAt: now,
    notBefore: null,
    attempted: true,
    ...more,
  });

  it('writes the answer and its event once', async () => {
    const [id = 0] = await queueMessages(provider.db, [message()], now);
    await claim();
    expect(await settleMessages(provider.sql, { processId: 'a', settlements: [settled(id)], now })).toEqual([id]);
    expect(await settleMessages(provider.sql, { processId: 'a', settlements: [settled(id)], now })).toEqual([]);
    expect((await provider.sql`select state from message_events order by id`).map(({ state }) => state)).toEqual([
      'queued',
      'sending',
      'accepted',
    ]);
  });

  it('of another process changes nothing', async () => {
    const [id = 0] = await queueMessages(provider.db, [message()], now);
    await claim({ processId: 'b' });
    expect(await settleMessages(provider.sql, { processId: 'a', settlements: [settled(id)], now })).toEqual([]);
  });

  it('after the lease ran out still tells the truth about an unknown message', async () => {
    const [id = 0] = await queueMessages(provider.db, [message()], now);
    await claim();
    const late = addMs(now, 31_000);
    expect(await closeOverdue(provider.sql, { gatewayId: 'sms', now: late })).toEqual({ unknown: 1, expired: 0 });
    expect(await states()).toEqual(['unknown lease-run-out']);
    await settleMessages(provider.sql, { processId: 'a', settlements: [settled(id)], now: late });
    expect(await states()).toEqual(['accepted null']);
  });

  it('of a temporary refusal queues it again, later and counted', async () => {
    const [id = 0] = await queueMessages(provider.db, [message()], now);
    await claim();
    const again = settled(id, { state: 'queued', reason: 'busy', providerId: null, notBefore: addMs(now, 2_000) });
    await settleMessages(provider.sql, { processId: 'a', settlements: [again], now });
    expect((await claim()).claimed).toEqual([]);
    expect((await claim({ now: addMs(now, 2_000) })).claimed).toMatchObject([{ id, retries: 1 }]);
  });
});
