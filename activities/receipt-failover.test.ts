import { describe, expect, it } from 'vitest';
import { recordReceipts } from '../db/queries/receipts.ts';
import { changeSettings } from '../db/queries/settings.ts';
import { nowOf } from '../domain/clock.ts';
import { seedRules } from '../domain/fixtures/ladder.ts';
import { addMs } from '../domain/instants.ts';
import { openLadderHouse } from '../test/ladder-house.ts';
import { createGatewayCareActivities } from './gateway-care.ts';

const charge = { id: 'B-1', customerId: 'C-1', amountCents: 14637, dueDate: '2026-12-10' };
const minuteMs = 60_000;

type Options = { resendAfterMinutes?: number | null; tells?: boolean; another?: boolean };

/** A notice that was accepted at 10:00 by a provider that tells of its texts, under a rule that waits half an hour for a receipt. */
async function house({ resendAfterMinutes = 30, tells = true, another = true }: Options = {}) {
  const parts = await openLadderHouse({ rules: seedRules.map((rule) => ({ ...rule, resendAfterMinutes })) });
  const { provider, run, clock } = parts;
  if (another) await provider.gateway('reserva', { accents: 'ascii', price: '0.0900' });
  const settings = JSON.stringify({ account: 'conta', password: '***' });
  if (tells) await provider.sql`update gateways set service = 'zenvia', settings = ${settings}::text::jsonb where id = 'sms'`;
  await provider.charge(charge);
  await run.until(nowOf(clock));
  const care = createGatewayCareActivities({ sql: provider.sql, clock });
  return {
    ...parts,
    /** A look of the gateway's workflow so many minutes after the notice left. */
    async lookAfter(minutes: number) {
      await run.until(addMs('2026-11-23T14:00:00.000Z', minutes * minuteMs));
      await care.lookForWork({ gatewayId: 'sms' });
    },
    delivered: (id: number) => {
      const receipt = { providerId: null, phoneTag: null, part: null, at: null, detail: '03', state: 'delivered' as const };
      return recordReceipts(provider.sql, [{ ...receipt, ourId: String(id) }], { gatewayId: 'sms', now: nowOf(clock), tagOf: () => '' });
    },
    texts: () =>
      provider.sql<
        { id: number; gateway: string; state: string; reason: string | null; doubles: boolean; of: number | null; generation: number }[]
      >`
        select id::float8 as id, gateway_id as gateway, state, reason, possible_double as doubles, resend_of::float8 as of, generation
        from messages order by id`,
  };
}

describe('a text without a receipt in time', () => {
  it('goes once more by the next gateway, says that it may be read twice, and goes no third time', async () => {
    const { lookAfter, texts, run } = await house();
    await lookAfter(29);
    expect(await texts()).toHaveLength(1);
    await lookAfter(30);
    await lookAfter(31);
    const [first, second, ...others] = await texts();
    expect([first, others]).toMatchObject([{ gateway: 'sms', state: 'accepted', doubles: false }, []]);
    expect(second).toMatchObject({ gateway: 'reserva', state: 'accepted', doubles: true, of: first?.id, generation: 2 });
    await lookAfter(300);
    expect([(await texts()).length, run.sent.length]).toEqual([2, 2]);
  });

  it('has in its own timeline and in the new one’s what happened', async () => {
    const { lookAfter, provider, texts } = await house();
    await lookAfter(30);
    const [first] = await texts();
    const said =
      await provider.sql`select detail ->> 'reason' as reason from message_events where detail ->> 'reason' like 'no-receipt%' order by reason`;
    expect(said.map(({ reason }) => reason)).toEqual(['no-receipt', `no-receipt-of:${first?.id}`]);
  });

  it('does not, once its receipt came', async () => {
    const { lookAfter, delivered, texts } = await house();
    await delivered((await texts())[0]?.id ?? 0);
    await lookAfter(40);
    expect(await texts()).toMatchObject([{ state: 'delivered' }]);
  });

  it('that comes while the second one waits takes that one back', async () => {
    const { lookAfter, delivered, texts } = await house();
    await lookAfter(30);
    expect(await texts()).toMatchObject([{}, { state: 'queued' }]);
    await delivered((await texts())[0]?.id ?? 0);
    expect(await texts()).toMatchObject([{ state: 'delivered' }, { state: 'cancelled', reason: 'receipt-came' }]);
  });

  it('does not speak of what was paid meanwhile', async () => {
    const { lookAfter, provider, texts, run, clock } = await house();
    await lookAfter(30);
    await provider.pay('B-1');
    await run.until(addMs(nowOf(clock), minuteMs));
    expect((await texts()).filter(({ doubles }) => doubles)).toMatchObject([{ state: 'suppressed', reason: 'paid' }]);
    expect(run.sent.map(({ text }) => text)).toEqual([expect.stringContaining('nova fatura'), expect.stringContaining('recebemos')]);
  });

  it.each<[string, Options]>([
    ['its rule does not allow it', { resendAfterMinutes: null }],
    ['the provider never tells of its texts', { tells: false }],
    ['there is no other gateway', { another: false }],
  ])('stays one where %s', async (_, options) => {
    const { lookAfter, texts } = await house(options);
    await lookAfter(60);
    expect(await texts()).toHaveLength(1);
  });
});

describe('a ladder that counts from deliveries', () => {
  it.each([
    ['hears at once', { stepDone: 'delivered' }, ['B-1']],
    ['hears at once where only the warning counts', { noticeProof: 'delivered' }, ['B-1']],
    ['has nothing to hear where texts count as accepted', {}, []],
  ] as const)('%s of a receipt', async (_, settings, told) => {
    const { provider, delivered, texts } = await house({ resendAfterMinutes: null });
    await provider.db.transaction((tx) => changeSettings(tx, settings, provider.context()));
    await provider.sql`truncate outbox`;
    await delivered((await texts())[0]?.id ?? 0);
    expect((await provider.sql`select target from outbox where kind = 'charge'`).map(({ target }) => target)).toEqual(told);
  });
});
