import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addMs } from '../../domain/instants.ts';
import { virtualClock } from '../../test/clock.ts';
import { manualMessage } from '../../test/manual-message.ts';
import { openTestProvider, type TestProvider } from '../../test/provider.ts';
import { claimMessages } from './claim-messages.ts';
import { queueMessages } from './messages.ts';
import { matchReceipts, type ReceiptContext, type ReceiptToRecord, recordReceipts } from './receipts.ts';
import { closeOverdue, type Settlement, settleMessages } from './settle-messages.ts';

const now = '2026-11-23T14:00:00.000Z';
const later = addMs(now, 5_000);
const tagOf = (address: string) => address.slice(-4);
let provider: TestProvider;

beforeAll(async () => {
  provider = await openTestProvider({ clock: virtualClock(now) });
  await provider.customer('C-1');
});
afterEach(() => provider.sql`truncate messages, message_events, outbox, steps, charge_wakes, charges, receipts cascade`);
afterAll(() => provider.close());

const context = (more: Partial<ReceiptContext> = {}): ReceiptContext => ({ gatewayId: 'sms', now: later, tagOf, ...more });
const receipt = (more: Partial<ReceiptToRecord> = {}): ReceiptToRecord => ({
  ourId: null,
  phoneTag: null,
  providerId: 'x1',
  part: null,
  state: 'delivered',
  at: addMs(now, 3_000),
  detail: 'DELIVRD',
  ...more,
});
const record = (...receipts: ReceiptToRecord[]) => recordReceipts(provider.sql, receipts, context());

async function claimed(more: Parameters<typeof manualMessage>[1] = {}): Promise<number> {
  const [id = 0] = await queueMessages(provider.db, [manualMessage(now, more)], now);
  const leaseUntil = addMs(now, 30_000);
  await claimMessages(provider.sql, { gatewayId: 'sms', gatewayRevision: 1, processId: 'a', limit: 100, now, leaseUntil, pace: null });
  return id;
}

async function settle(id: number, more: Partial<Settlement> = {}): Promise<void> {
  const answer = { reason: null, providerId: 'x1', answer: 'OK', sentAt: now, notBefore: null, attempted: true };
  await settleMessages(provider.sql, { processId: 'a', settlements: [{ messageId: id, state: 'accepted', ...answer, ...more }], now });
}

async function accepted(more: Parameters<typeof manualMessage>[1] = {}): Promise<number> {
  const id = await claimed(more);
  await settle(id);
  return id;
}

const stateOf = async (id: number) => (await provider.sql`select state from messages where id = ${id}`)[0]?.state;
const eventsOf = async (id: number) =>
  (await provider.sql`select state from message_events where message_id = ${id} order by id`).map(({ state }) => state);
const waiting = async () => (await provider.sql`select count(*)::int as count from receipts where message_id is null`)[0]?.count;

describe('a receipt', () => {
  it('moves its message on, and the timeline keeps the provider’s own words and clock', async () => {
    const id = await accepted();
    expect(await record(receipt())).toEqual([id]);
    const [row] = await provider.sql`select state, delivered_at as at from messages`;
    expect([row?.state, new Date(row?.at).toISOString()]).toEqual(['delivered', addMs(now, 3_000)]);
    const [event] = await provider.sql`select detail from message_events where state = 'delivered'`;
    expect(event?.detail).toMatchObject({ receipt: 'DELIVRD', receiptAt: expect.stringContaining('14:00:03') });
  });

  it('that comes twice changes nothing the second time', async () => {
    const id = await accepted();
    await record(receipt());
    expect(await record(receipt())).toEqual([]);
    expect(await eventsOf(id)).toEqual(['queued', 'sending', 'accepted', 'delivered']);
    expect(await waiting()).toBe(0);
  });

  it('that comes late takes nothing back', async () => {
    const id = await accepted();
    await record(receipt());
    expect(await record(receipt({ state: 'accepted' }), receipt({ state: 'undelivered' }))).toEqual([]);
    expect(await stateOf(id)).toBe('delivered');
  });

  it('that comes before the answer to our own call waits for it', async () => {
    const id = await claimed();
    expect(await record(receipt())).toEqual([]);
    expect(await stateOf(id)).toBe('sending');
    await settle(id);
    expect(await matchReceipts(provider.sql, { receivedSince: now }, context())).toEqual([id]);
    expect(await stateOf(id)).toBe('delivered');
    expect(await waiting()).toBe(0);
  });

  it('with our id that comes before the answer waits as well', async () => {
    const id = await claimed();
    expect(await record(receipt({ ourId: String(id), providerId: null }))).toEqual([]);
    await settle(id, { providerId: null });
    expect(await matchReceipts(provider.sql, { receivedSince: now }, context())).toEqual([id]);
  });

  it('of a text that nobody here sent is kept and does no harm', async () => {
    const id = await accepted();
    expect(await record(receipt({ providerId: 'other' }), receipt({ ourId: 'abc', providerId: null }))).toEqual([]);
    expect(await stateOf(id)).toBe('accepted');
    expect(await waiting()).toBe(1);
  });

  it('of another gateway’s text with the same id is not taken for ours', async () => {
    const id = await accepted();
    expect(
      await recordReceipts(provider.sql, [receipt(), receipt({ ourId: String(id), providerId: null })], context({ gatewayId: 'mail' })),
    ).toEqual([]);
    expect(await stateOf(id)).toBe('accepted');
  });

  it('whose tag is another phone’s belongs to another life of the same id', async () => {
    const id = await accepted();
    expect(await record(receipt({ ourId: String(id), phoneTag: '9999' }))).toEqual([]);
    expect(await record(receipt({ ourId: String(id), phoneTag: '1234', providerId: 'x2' }))).toEqual([id]);
  });

  it('from a clock that runs ahead counts as now', async () => {
    await accepted();
    await record(receipt({ at: addMs(now, 3_600_000) }));
    const [row] = await provider.sql`select delivered_at as at from messages`;
    expect(new Date(row?.at).toISOString()).toBe(later);
  });

  it('and a second one at the same moment move a message once', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await claimed();
      await settle(id, { providerId: `r${round}` });
      const one = receipt({ providerId: `r${round}` });
      const moved = await Promise.all([record(one), record({ ...one, state: 'undelivered' }), record(one)]);
      expect(await stateOf(id)).toBe('delivered');
      expect(moved.flat().length).toBeLessThanOrEqual(2);
    }
  });
});

describe('receipts of parts', () => {
  it('make a long text delivered when the last part arrived', async () => {
    const id = await accepted({ segments: 3 });
    expect(await record(receipt({ part: 3 }), receipt({ part: 1 }))).toEqual([]);
    expect(await stateOf(id)).toBe('accepted');
    expect(await record(receipt({ part: 1 }))).toEqual([]);
    expect(await record(receipt({ part: 2 }))).toEqual([id]);
    expect(await stateOf(id)).toBe('delivered');
  });

  it('make it undelivered when one is lost', async () => {
    const id = await accepted({ segments: 2 });
    await record(receipt({ part: 1 }), receipt({ part: 2, state: 'undelivered', detail: 'UNDELIV' }));
    expect(await provider.sql`select state, reason from messages where id = ${id}`).toEqual([{ state: 'undelivered', reason: 'UNDELIV' }]);
  });
});

describe('an unknown message', () => {
  async function unknownNotice(): Promise<number> {
    await provider.charge({ id: 'B-1', customerId: 'C-1', amountCents: 100, dueDate: '2026-12-10' });
    const [step] = await provider.sql`
      insert into steps (charge_id, key, rule, event, due_date, state, reason, planned_for, sends_at, send_until, moved, revision, created_at, updated_at)
      values ('B-1', '2', 2, 'created', '2026-12-10', 'unknown', 'no-answer', ${now}, ${now}, ${later}, '[]', 1, ${now}, ${now}) returning id::float8 as id`;
    const id = await claimed({ kind: 'notice', chargeId: 'B-1', chargeRevision: 1, customerId: 'C-1', stepId: step?.id });
    await provider.sql`update messages set state = 'unknown', claimed_by = null, lease_until = null where id = ${id}`;
    await provider.sql`delete from outbox`;
    return id;
  }

  it.each(['accepted', 'refused', 'delivered', 'undelivered'] as const)(
    'is settled by a receipt that says %s, and its charge is told',
    async (state) => {
      const id = await unknownNotice();
      expect(await record(receipt({ ourId: String(id), state }))).toEqual([id]);
      expect(await provider.sql`select state, sent_at is not null as sent from messages`).toEqual([{ state, sent: true }]);
      expect(await provider.sql`select state from steps`).toEqual([{ state: 'waiting' }]);
      expect(await provider.sql`select kind, target from outbox`).toEqual([{ kind: 'charge', target: 'B-1' }]);
    },
  );

  it('whose sender died is settled by the receipt that waited for its answer', async () => {
    const id = await claimed();
    await record(receipt({ ourId: String(id), providerId: null }));
    await closeOverdue(provider.sql, { gatewayId: 'sms', now: addMs(now, 31_000) });
    expect(await matchReceipts(provider.sql, { receivedSince: now }, context())).toEqual([id]);
    expect(await stateOf(id)).toBe('delivered');
  });
});
