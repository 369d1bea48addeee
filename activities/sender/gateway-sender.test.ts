import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { queueMessages } from '../../db/queries/messages.ts';
import { noQuestions } from '../../domain/ask-again.ts';
import type { Clock } from '../../domain/clock.ts';
import { nowOf } from '../../domain/clock.ts';
import { paceOf } from '../../domain/pace.ts';
import type { GatewayConnection, OutgoingMessage, SendResult } from '../../gateways/define.ts';
import { manualMessage } from '../../test/manual-message.ts';
import { openTestProvider, type TestProvider } from '../../test/provider.ts';
import { GatewaySender, type OpenGateway } from './gateway-sender.ts';

const clock: Clock = { nowMs: () => performance.timeOrigin + performance.now() };
let provider: TestProvider;
const senders: GatewaySender[] = [];

beforeAll(async () => {
  provider = await openTestProvider({ clock });
  await provider.sql`insert into gateway_pacing values ('sms', 0) on conflict do nothing`;
});
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.close()));
  await provider.sql`truncate messages, message_events cascade`;
  await provider.sql`update gateways set stopped_reason = null`;
  await provider.sql`update gateway_pacing set next_slot_us = 0`;
});
afterAll(() => provider.close());

type Answer = (message: OutgoingMessage) => Promise<SendResult>;

function openSender(
  answer: Answer,
  { maxConnections = 10, pace = null }: Partial<Pick<OpenGateway, 'maxConnections' | 'pace'>> = {},
  processId = 'a',
) {
  const arrivals: { id: string; at: number }[] = [];
  const connection: GatewayConnection = {
    async send(message, { onWire }) {
      try {
        onWire();
      } catch {
        return { outcome: 'temporary', reason: 'withheld', retryAfterMs: null, answer: '' };
      }
      arrivals.push({ id: message.id, at: clock.nowMs() });
      return answer(message);
    },
    close: async () => {},
  };
  const openGateway = async () => ({ revision: 1, connection, maxConnections, timeoutMs: 20_000, pace, questions: noQuestions });
  const sender = new GatewaySender('sms', {
    sql: provider.sql,
    clock,
    processId,
    openGateway,
    rewrite: async () => new Map(),
    log: { warn: () => {} },
  });
  senders.push(sender);
  return { sender, arrivals };
}

async function queue(count: number): Promise<void> {
  const now = nowOf(clock);
  await queueMessages(
    provider.db,
    Array.from({ length: count }, () => manualMessage(now)),
    now,
  );
}

const accepted: Answer = async () => ({ outcome: 'accepted', providerId: 'x', answer: 'OK' });
const states = async () =>
  Object.fromEntries(
    (await provider.sql`select state, count(*)::int as count from messages group by state`).map(({ state, count }) => [state, count]),
  );

/** Holds a licence until nothing is queued or on its way. */
async function untilDone(sender: GatewaySender): Promise<void> {
  const release = sender.hold();
  for (;;) {
    await sender.whenMoved(200);
    const { queued = 0, sending = 0 } = await states();
    if (queued + sending === 0) break;
  }
  release();
}

describe('the sender of a gateway', () => {
  it('sends each queued message once and writes each answer', async () => {
    await queue(350);
    const { sender, arrivals } = openSender(accepted);
    await untilDone(sender);
    expect(new Set(arrivals.map(({ id }) => id)).size).toBe(350);
    expect(arrivals.length).toBe(350);
    expect(await states()).toEqual({ accepted: 350 });
  });

  it('shares a queue with another process without a double', async () => {
    await queue(300);
    const one = openSender(accepted, {}, 'a');
    const two = openSender(accepted, {}, 'b');
    await Promise.all([untilDone(one.sender), untilDone(two.sender)]);
    const ids = [...one.arrivals, ...two.arrivals].map(({ id }) => id);
    expect([new Set(ids).size, ids.length]).toEqual([300, 300]);
  });

  it('keeps to the rate of the account, also when two processes send', async () => {
    await queue(40);
    const pace = paceOf({ quantity: 20, intervalSeconds: 1 });
    const one = openSender(accepted, { pace }, 'a');
    const two = openSender(accepted, { pace }, 'b');
    await Promise.all([untilDone(one.sender), untilDone(two.sender)]);
    const times = [...one.arrivals, ...two.arrivals].map(({ at }) => at).sort((a, b) => a - b);
    const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at <= from + 950).length));
    expect(times.length).toBe(40);
    expect(most).toBeLessThanOrEqual(20);
  });

  it('gives back what cannot reach a free connection within two seconds, unsent', async () => {
    await queue(3);
    const release: (() => void)[] = [];
    const hanging: Answer = () =>
      new Promise((resolve) => release.push(() => resolve({ outcome: 'unknown', reason: 'time-out', answer: '' })));
    const { sender, arrivals } = openSender(hanging, { maxConnections: 1 });
    const stop = sender.hold();
    await sender.whenMoved(6_000);
    expect(arrivals).toHaveLength(1);
    expect(await states()).toEqual({ sending: 1, queued: 2 });
    stop();
    for (const answer of release) answer();
  });

  it('calls for no phone that said no while its text waited for a connection', async () => {
    await queue(3);
    const release: (() => void)[] = [];
    const slow: Answer = () =>
      new Promise((resolve) => release.push(() => resolve({ outcome: 'accepted', providerId: null, answer: 'OK' })));
    const { sender, arrivals } = openSender(slow, { maxConnections: 1 });
    const stop = sender.hold();
    while (release.length === 0 || (await states()).sending !== 2) await sender.whenMoved(20);
    sender.withdraw('+5567999991234');
    await sender.whenMoved(2_000);
    stop();
    for (const answer of release) answer();
    await sender.close();
    expect(arrivals).toHaveLength(1);
    expect(await states()).toEqual({ accepted: 1, queued: 2 });
  });

  it('stops the gateway at a wrong password, and burns nothing of the list', async () => {
    await queue(50);
    const { sender, arrivals } = openSender(async () => ({ outcome: 'misconfigured', reason: 'login', answer: '1;Login Invalido' }), {
      maxConnections: 2,
    });
    const stop = sender.hold();
    for (let tries = 0; tries < 50; tries++) {
      await sender.whenMoved(100);
      const { sending = 0 } = await states();
      const [gateway] = await provider.sql`select stopped_reason from gateways where id = 'sms'`;
      if (gateway?.stopped_reason === 'login' && sending === 0) break;
    }
    stop();
    expect(await states()).toEqual({ queued: 50 });
    expect(arrivals.length).toBeLessThanOrEqual(10);
  });

  it('sends at once when it is called without a licence, and says so when more is left than two seconds can carry', async () => {
    await queue(3);
    const { sender } = openSender(accepted);
    expect(await sender.serveDue()).toBe(true);
    await sender.close();
    expect(await states()).toEqual({ accepted: 3 });
    await queue(50);
    const slow = openSender(accepted, { pace: paceOf({ quantity: 10, intervalSeconds: 1 }) });
    expect(await slow.sender.serveDue()).toBe(false);
  });

  it('waits for an answer that is on its way before it closes', async () => {
    await queue(1);
    const { sender } = openSender(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { outcome: 'accepted', providerId: null, answer: 'OK' };
    });
    const stop = sender.hold();
    await sender.whenDrained(2_000);
    stop();
    await sender.close();
    expect(await states()).toEqual({ accepted: 1 });
  });
});
