import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { claimMessages } from '../db/queries/claim-messages.ts';
import { readBalance } from '../db/queries/gateway-polls.ts';
import { queueMessages } from '../db/queries/messages.ts';
import { settleMessages } from '../db/queries/settle-messages.ts';
import { noQuestions, questionsFor } from '../domain/ask-again.ts';
import { nowOf } from '../domain/clock.ts';
import { addMs } from '../domain/instants.ts';
import type { AskFailure, GatewayConnection, LookUpResult } from '../gateways/define.ts';
import { type VirtualClock, virtualClock } from '../test/clock.ts';
import { manualMessage } from '../test/manual-message.ts';
import { openTestProvider, type TestProvider } from '../test/provider.ts';
import { createGatewayCareActivities } from './gateway-care.ts';
import { createPollingActivities } from './polling.ts';

const start = '2026-11-23T14:00:00.000Z';
let clock: VirtualClock;
let provider: TestProvider;

beforeAll(async () => {
  clock = virtualClock(start);
  provider = await openTestProvider({ clock });
});
afterEach(async () => {
  await provider.sql`truncate messages, message_events, outbox, receipts, replies, opt_outs, gateway_polls, gateway_balances cascade`;
});
afterAll(() => provider.close());

type Asked = Pick<GatewayConnection, 'lookUp' | 'fetchReplies' | 'balance'>;

async function become(service: string, settings: object): Promise<void> {
  await provider.sql`update gateways set service = ${service}, settings = ${JSON.stringify(settings)}::text::jsonb where id = 'sms'`;
}
const zenvia = () => become('zenvia', { account: 'conta', password: '***' });
const playsms = () => become('khal-playsms', { dialect: 'playsms-ws', login: '***', token: '***' });

async function poll(asked: Asked): Promise<void> {
  const connection: GatewayConnection = { send: () => Promise.reject(new Error('nothing is sent')), close: async () => {}, ...asked };
  const open = { revision: 1, connection, maxConnections: 1, timeoutMs: 20_000, pace: null, questions: noQuestions };
  const { pollGateway } = createPollingActivities({ ...provider, clock, openGateway: async () => open });
  await new MockActivityEnvironment().run(pollGateway, { gatewayId: 'sms' });
}
const look = () => createGatewayCareActivities({ sql: provider.sql, clock }).lookForWork({ gatewayId: 'sms' });
const failure: AskFailure = { kind: 'failed', misconfigured: false, reason: 'sem resposta', retryAfterMs: null, answer: '' };

/** A text of Zenvia's, told so by the provider or without a word from it. */
async function sent(state: 'accepted' | 'unknown'): Promise<number> {
  const now = nowOf(clock);
  const [id = 0] = await queueMessages(provider.db, [manualMessage(now)], now);
  const leaseUntil = addMs(now, 30_000);
  await claimMessages(provider.sql, { gatewayId: 'sms', gatewayRevision: 1, processId: 'a', limit: 1, now, leaseUntil, pace: null });
  const answer = { messageId: id, state, reason: null, providerId: null, answer: null, sentAt: now, notBefore: null, attempted: true };
  const questions = questionsFor({ lookUpBy: 'our-id', dedups: true });
  await settleMessages(provider.sql, { processId: 'a', settlements: [answer], questions, now });
  return id;
}
const row = async (id: number) => (await provider.sql`select state, ask_at, again from messages where id = ${id}`)[0];
const receiptOf = (id: number, state: 'accepted' | 'delivered') => ({
  ...{ ourId: String(id), phoneTag: null, providerId: null, part: null, state, at: null, detail: '03' },
});

describe('a provider that can be asked about its texts', () => {
  it('is asked half a minute after an accepted one, and tells that it arrived', async () => {
    await zenvia();
    const id = await sent('accepted');
    expect(await look()).toMatchObject({ kind: 'idle' });
    clock.advanceBy(30_000);
    expect(await look()).toMatchObject({ poll: true });
    const asked: unknown[] = [];
    await poll({
      lookUp: async (messages) => {
        asked.push(...messages);
        return { kind: 'answered', receipts: [receiptOf(id, 'delivered')], notFound: [] };
      },
    });
    expect(asked).toMatchObject([{ id: String(id), to: '+5567999991234', providerId: null }]);
    expect(await row(id)).toMatchObject({ state: 'delivered', ask_at: null });
  });

  it('is asked ever more seldom while there is no news', async () => {
    await zenvia();
    const id = await sent('accepted');
    const waits: number[] = [];
    for (let times = 0; times < 3; times++) {
      clock.advanceTo(new Date((await row(id))?.ask_at).toISOString());
      await poll({ lookUp: async () => ({ kind: 'answered', receipts: [receiptOf(id, 'accepted')], notFound: [] }) });
      waits.push((Date.parse((await row(id))?.ask_at) - clock.nowMs()) / 1000);
    }
    expect(waits).toEqual([60, 120, 300]);
  });

  it('settles an unknown one: it had gone', async () => {
    await zenvia();
    const id = await sent('unknown');
    clock.advanceBy(10_000);
    await poll({ lookUp: async () => ({ kind: 'answered', receipts: [receiptOf(id, 'accepted')], notFound: [] }) });
    expect(await row(id)).toMatchObject({ state: 'accepted' });
  });

  it('that never got an unknown one gets it now, under the same id and by the same claim', async () => {
    await zenvia();
    const id = await sent('unknown');
    clock.advanceBy(10_000);
    await poll({ lookUp: async () => ({ kind: 'answered', receipts: [], notFound: [String(id)] }) });
    expect(await row(id)).toMatchObject({ state: 'unknown', again: true });
    expect(await look()).toMatchObject({ kind: 'due' });
    const now = nowOf(clock);
    const input = { gatewayId: 'sms', gatewayRevision: 1, processId: 'a', limit: 5, now, leaseUntil: addMs(now, 30_000), pace: null };
    expect((await claimMessages(provider.sql, input)).claimed.map((message) => message.id)).toEqual([id]);
  });

  it('that does not answer is asked the same again later, and nothing is lost', async () => {
    await zenvia();
    const id = await sent('unknown');
    clock.advanceBy(10_000);
    await poll({ lookUp: async (): Promise<LookUpResult> => failure });
    expect(await row(id)).toMatchObject({ state: 'unknown' });
    expect(Date.parse((await row(id))?.ask_at) - clock.nowMs()).toBe(60_000);
  });
});

describe('an unknown text that the provider would know again', () => {
  const claimAgain = async (id: number, now = nowOf(clock)) => {
    await provider.sql`update messages set again = true, ask_at = ${now} where id = ${id}`;
    const input = { gatewayId: 'sms', gatewayRevision: 1, processId: 'a', limit: 5, now, leaseUntil: addMs(now, 30_000), pace: null };
    return (await claimMessages(provider.sql, input)).claimed.map((message) => message.id);
  };
  const settleAs = async (id: number, state: 'accepted' | 'queued' | 'refused' | 'unknown') => {
    const now = nowOf(clock);
    const answer = { messageId: id, state, reason: 'x', providerId: null, answer: null, sentAt: now, notBefore: null, attempted: true };
    const questions = questionsFor({ lookUpBy: null, dedups: true });
    await settleMessages(provider.sql, { processId: 'a', settlements: [answer], questions, now });
  };

  it('is sent again and accepted', async () => {
    const id = await sent('unknown');
    expect(await claimAgain(id)).toEqual([id]);
    await settleAs(id, 'accepted');
    expect(await row(id)).toMatchObject({ state: 'accepted', again: false });
  });

  it('that is put off stays unknown, because the first may have gone', async () => {
    const id = await sent('unknown');
    await claimAgain(id);
    await settleAs(id, 'queued');
    expect(await row(id)).toMatchObject({ state: 'unknown', again: true, ask_at: expect.anything() });
  });

  it('is not sent again once its window is over, and stays unknown', async () => {
    const id = await sent('unknown');
    await provider.sql`update messages set send_until = ${nowOf(clock)} where id = ${id}`;
    expect(await claimAgain(id)).toEqual([]);
    expect(await row(id)).toMatchObject({ state: 'unknown', ask_at: null });
  });

  it('is tried eight times at most, then a person decides', async () => {
    const id = await sent('unknown');
    await provider.sql`update messages set send_until = ${addMs(nowOf(clock), 864_000_000)} where id = ${id}`;
    let tries = 0;
    for (; tries < 20; tries++) {
      const at = (await row(id))?.ask_at;
      if (at === null) break;
      clock.advanceTo(new Date(Math.max(Date.parse(at), clock.nowMs())).toISOString());
      await claimAgain(id);
      await settleAs(id, 'unknown');
    }
    expect(tries).toBe(8);
  });
});

describe('replies and balance', () => {
  it('are asked for when they are due, and an opt-out among them is in force at once', async () => {
    await playsms();
    const said = { id: '7', from: '+5567999991234', to: null, text: 'SAIR', at: null, inReplyTo: null };
    await poll({
      fetchReplies: async () => ({ kind: 'answered', replies: [said] }),
      balance: async () => ({ kind: 'balance', amount: '250', unit: 'messages', answer: '250' }),
    });
    expect(await provider.sql`select phone, scope from opt_outs`).toEqual([{ phone: '+5567999991234', scope: 'marketing' }]);
    expect(await readBalance(provider.sql, 'sms')).toMatchObject({ amount: '250.0000', unit: 'messages', fault: null });
    expect(await look()).toMatchObject({ poll: false });
    clock.advanceBy(60_000);
    expect(await look()).toMatchObject({ poll: true });
  });

  it('that the provider does not tell are asked for more seldom, and what is known stays', async () => {
    await playsms();
    await poll({ fetchReplies: async () => failure, balance: async () => ({ kind: 'balance', amount: '5', unit: 'reais', answer: '' }) });
    clock.advanceBy(600_000);
    await poll({ fetchReplies: async () => failure, balance: async () => failure });
    expect(await readBalance(provider.sql, 'sms')).toMatchObject({ amount: '5.0000', fault: 'sem resposta' });
    expect(await provider.sql`select kind, failures from gateway_polls order by kind`).toEqual([
      { kind: 'balance', failures: 1 },
      { kind: 'replies', failures: 2 },
    ]);
  });
});
