import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addMs } from '../../domain/instants.ts';
import { defaultReplySettings } from '../../domain/reply-intent.ts';
import { virtualClock } from '../../test/clock.ts';
import { manualMessage } from '../../test/manual-message.ts';
import { openTestProvider, type TestProvider } from '../../test/provider.ts';
import { claimMessages } from './claim-messages.ts';
import { type NewMessage, queueMessages } from './messages.ts';
import { readOptOuts } from './opt-outs.ts';
import { type ReplyToRecord, recordReplies } from './replies.ts';
import { changeSettings } from './settings.ts';

const now = '2026-11-23T14:00:00.000Z';
const phone = '+5567999991234';
let provider: TestProvider;

beforeAll(async () => {
  provider = await openTestProvider({ clock: virtualClock(now) });
  await provider.customer('C-1');
});
afterEach(async () => {
  await provider.sql`truncate messages, message_events, outbox, replies, opt_outs cascade`;
  await provider.db.transaction((tx) => changeSettings(tx, { replies: defaultReplySettings }, provider.context()));
});
afterAll(() => provider.close());

const reply = (more: Partial<ReplyToRecord> = {}): ReplyToRecord => ({
  ...{ id: 'r1', from: phone, to: '27900', text: 'SAIR', at: now, inReplyTo: null },
  ...more,
});
const record = (...said: ReplyToRecord[]) => recordReplies(provider.db, said, { gatewayId: 'sms', now });
const stored = () => provider.sql`select intent, customer_id as customer, message_id::float8 as message, text from replies order by id`;

async function sent(more: Partial<NewMessage> = {}): Promise<number> {
  const [id = 0] = await queueMessages(provider.db, [manualMessage(now, more)], now);
  await provider.sql`update messages set state = 'accepted', sent_at = ${now} where id = ${id}`;
  return id;
}

describe('a reply', () => {
  it('is kept with the customer and the last text that went to the phone', async () => {
    await sent({ customerId: 'C-1', text: 'primeiro' });
    const last = await sent({ customerId: 'C-1' });
    expect(await record(reply({ text: 'Já paguei ontem' }))).toBe(1);
    expect(await stored()).toEqual([{ intent: 'other', customer: 'C-1', message: last, text: 'Já paguei ontem' }]);
    expect(await readOptOuts(provider.db, phone)).toEqual([]);
  });

  it('that names the text it answers is tied to that one', async () => {
    const first = await sent({ customerId: 'C-1' });
    await sent({ customerId: 'C-1' });
    await record(reply({ text: 'ok', inReplyTo: String(first) }));
    expect(await stored()).toMatchObject([{ message: first }]);
  });

  it('to nothing of ours finds the one customer with that phone', async () => {
    await record(reply({ text: 'oi' }));
    expect(await stored()).toMatchObject([{ customer: 'C-1', message: null }]);
  });

  it('told twice is kept once, by its id or by its words', async () => {
    await record(reply(), reply());
    const wordsOnly = reply({ id: null, at: null, text: 'oi' });
    expect(await record(wordsOnly, wordsOnly)).toBe(1);
    expect(await recordReplies(provider.db, [wordsOnly], { gatewayId: 'sms', now: addMs(now, 3_600_000) })).toBe(1);
    expect(await stored()).toHaveLength(3);
  });

  it('from what is no phone number is kept, and asks for nothing', async () => {
    await record(reply({ from: '27900' }));
    expect(await stored()).toHaveLength(1);
    expect(await provider.sql`select id from opt_outs`).toEqual([]);
  });

  it('may hold any character, emoji and line feeds included', async () => {
    await record(reply({ text: 'não 😀\n"\\\'{}\0' }));
    expect(await stored()).toMatchObject([{ text: 'não 😀\n"\\\'{}' }]);
  });
});

describe('SAIR', () => {
  it('takes the phone out of advertising, also out of what is queued', async () => {
    await sent({ customerId: 'C-1' });
    const [campaign, bill] = await queueMessages(
      provider.db,
      [manualMessage(now, { kind: 'campaign' }), manualMessage(now, { kind: 'notice' })],
      now,
    );
    await provider.sql`update messages set marketing = true where id = ${campaign ?? 0}`;
    await record(reply());
    expect(await readOptOuts(provider.db, phone)).toMatchObject([{ scope: 'marketing', customerId: 'C-1', source: 'reply' }]);
    const { claimed } = await claimMessages(provider.sql, {
      ...{ gatewayId: 'sms', gatewayRevision: 1, processId: 'a', limit: 10, now, leaseUntil: addMs(now, 30_000), pace: null },
    });
    expect(claimed.map(({ id }) => id)).toEqual([bill]);
  });

  it('weakens no wish that went further', async () => {
    await provider.sql`insert into opt_outs (phone, scope, source, at, created_at, updated_at) values (${phone}, 'all', 'api', ${now}, ${now}, ${now})`;
    await record(reply());
    expect(await readOptOuts(provider.db, phone)).toMatchObject([{ scope: 'all', source: 'api' }]);
  });

  it('is answered once when the house says so, and never to a machine that goes on answering', async () => {
    await provider.db.transaction((tx) =>
      changeSettings(tx, { replies: { optOutConfirmation: 'Você não receberá mais promoções.' } }, provider.context()),
    );
    for (let round = 0; round < 5; round++) await record(reply({ id: `r${round}` }));
    expect(await provider.sql`select kind, address, text from messages`).toEqual([
      { kind: 'manual', address: phone, text: 'Voce nao recebera mais promocoes.' },
    ]);
  });

  it('is one of the words that the house may change', async () => {
    await provider.db.transaction((tx) => changeSettings(tx, { replies: { optOutWords: ['BASTA'] } }, provider.context()));
    await record(reply(), reply({ id: 'r2', text: 'Basta!' }));
    expect((await stored()).map(({ intent }) => intent)).toEqual(['other', 'opt-out']);
  });
});

describe('a wrong person', () => {
  it('takes the phone from the customer of the text for ever, and has the charges planned anew', async () => {
    await provider.charge({ id: 'B-1', customerId: 'C-1', amountCents: 100, dueDate: '2026-12-10' });
    const revision = async () => (await provider.sql`select revision from charges`)[0]?.revision;
    const before = await revision();
    await sent({ customerId: 'C-1' });
    await record(reply({ text: 'Número errado' }));
    expect(await readOptOuts(provider.db, phone)).toMatchObject([{ scope: 'wrong-person', customerId: 'C-1' }]);
    expect(await revision()).toBe(before + 1);
  });

  it('of nobody that we know takes the phone from nobody', async () => {
    await record(reply({ from: '+5567988887777', text: 'engano' }));
    expect(await stored()).toMatchObject([{ intent: 'wrong-person', customer: null }]);
    expect(await provider.sql`select id from opt_outs`).toEqual([]);
  });
});
