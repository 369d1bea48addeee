import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { virtualClock } from '../../test/clock.ts';
import { manualMessage } from '../../test/manual-message.ts';
import { openTestProvider, type TestProvider } from '../../test/provider.ts';
import { messageEventsOut, pushEvent, pushEvents } from './events-out.ts';
import { queueMessages } from './messages.ts';

const now = '2026-11-23T14:00:00.000Z';
let provider: TestProvider;

beforeAll(async () => {
  provider = await openTestProvider({ clock: virtualClock(now) });
});
afterEach(async () => {
  await provider.sql`truncate webhooks, webhook_deliveries, outbox, messages, message_events cascade`;
});
afterAll(() => provider.close());

async function webhook(id: string, events: string[], { detail = 'ids', enabled = true } = {}) {
  await provider.sql`
    insert into webhooks (id, url, events, detail, enabled, secret, created_at, updated_at)
    values (${id}, 'https://example.com/', ${JSON.stringify(events)}::text::jsonb, ${detail}, ${enabled}, 'sealed', ${now}, ${now})`;
}
const told = async () =>
  (await provider.sql`select webhook_id, type, data from webhook_deliveries order by webhook_id, id`).map(
    ({ webhook_id, type, data }) => `${webhook_id} ${type} ${JSON.stringify(data)}`,
  );
const called = async () =>
  (await provider.sql`select target from outbox where kind = 'webhook' order by target`).map(({ target }) => target);

const milestone = { type: 'charge.milestone', data: { chargeId: 'B-1' }, details: { text: 'oi' }, now } as const;

describe('an event', () => {
  it('is told to those who ask for it by name or family, and calls each of them once', async () => {
    await webhook('by-name', ['charge.milestone']);
    await webhook('by-family', ['message.*', 'charge.*']);
    await webhook('of-something-else', ['message.*', 'charge.held']);
    await webhook('switched-off', ['charge.*'], { enabled: false });
    await pushEvents(provider.db, [milestone, milestone], now);
    expect((await told()).map((line) => line.split(' ')[0])).toEqual(['by-family', 'by-family', 'by-name', 'by-name']);
    expect(await called()).toEqual(['by-family', 'by-name']);
  });

  it('has the same id for every webhook, and another than the next event', async () => {
    await webhook('a', ['charge.*']);
    await webhook('b', ['charge.*']);
    await pushEvents(provider.db, [milestone, milestone], now);
    const ids = await provider.sql`select event_id, count(*)::int as count from webhook_deliveries group by event_id`;
    expect(ids.map(({ count }) => count)).toEqual([2, 2]);
  });

  it('tells ids and states only, unless the webhook asks for everything', async () => {
    await webhook('ids', ['charge.*']);
    await webhook('whole', ['charge.*'], { detail: 'full' });
    await pushEvent(provider.db, milestone);
    expect(await told()).toEqual(['ids charge.milestone {"chargeId":"B-1"}', 'whole charge.milestone {"text":"oi","chargeId":"B-1"}']);
  });

  it('of a transaction that fails is told to nobody', async () => {
    await webhook('a', ['charge.*']);
    const failing = provider.db.transaction(async (tx) => {
      await pushEvent(tx, milestone);
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect(await told()).toEqual([]);
  });

  it('leaves no trace where no webhook is', async () => {
    await pushEvent(provider.db, milestone);
    expect([await told(), await called()]).toEqual([[], []]);
  });
});

describe('messages changed by a statement by hand', () => {
  const change = (state: string) => provider.sql`
    with changed as (update messages set state = ${state}, reason = 'why' returning id, state, reason),
    ${messageEventsOut(provider.sql, { changed: 'changed', now })}
    select count(*) from changed`;

  it('are told with their ids and their new state', async () => {
    await webhook('ids', ['message.refused']);
    await webhook('whole', ['message.*'], { detail: 'full' });
    const [id] = await queueMessages(provider.db, [manualMessage(now, { address: '+5567999991234', text: 'oi' })], now);
    await change('refused');
    const ids = { kind: 'manual', state: 'refused', reason: 'why', gatewayId: 'sms', messageId: String(id) };
    const rows = await provider.sql`select webhook_id, type, data from webhook_deliveries order by webhook_id`;
    expect(rows.map(({ webhook_id, type, data }) => [webhook_id, type, data])).toEqual([
      ['ids', 'message.refused', ids],
      ['whole', 'message.refused', { ...ids, to: '+5567999991234', text: 'oi' }],
    ]);
    expect(await called()).toEqual(['ids', 'whole']);
  });

  it('that only go back to the queue are told to nobody', async () => {
    await webhook('a', ['message.*']);
    await queueMessages(provider.db, [manualMessage(now)], now);
    await change('queued');
    expect(await told()).toEqual([]);
  });
});
