import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { queueMessages } from '../db/queries/messages.ts';
import { takeOutbox } from '../db/queries/outbox.ts';
import { nowOf } from '../domain/clock.ts';
import { addMs } from '../domain/instants.ts';
import { virtualClock } from '../test/clock.ts';
import { manualMessage } from '../test/manual-message.ts';
import { openTestProvider, type TestProvider } from '../test/provider.ts';
import { GatewaySender } from './sender/gateway-sender.ts';
import { createSendingActivities } from './sending.ts';

const clock = virtualClock('2026-11-23T14:00:00.000Z');
let provider: TestProvider;
beforeAll(async () => {
  provider = await openTestProvider({ clock });
});
afterEach(async () => {
  await provider.sql`truncate outbox`;
});
afterAll(() => provider.close());

/** A gateway that cannot be opened now: its messages stay queued until patience ends. */
async function queuedOnBusyGateway() {
  await provider.sql`truncate outbox`;
  const sender = new GatewaySender('sms', {
    sql: provider.sql,
    clock,
    processId: 'test',
    rewrite: async () => new Map<number, string>(),
    openGateway: async () => null,
    log: { warn: () => {} },
  });
  const messageIds = await queueMessages(provider.db, [manualMessage(nowOf(clock))], nowOf(clock));
  const { sendMessages } = createSendingActivities({ ...provider, clock, senderOf: () => sender });
  const send = () => new MockActivityEnvironment().run(sendMessages, { gatewayId: 'sms', messageIds });
  const called = async () => {
    const now = nowOf(clock);
    return (await takeOutbox(provider.db, { limit: 10, now, leaseUntil: addMs(now, 1_000) })).map(
      ({ kind, target }) => `${kind} ${target}`,
    );
  };
  return { sender, send, called };
}

it('a gateway whose last waiting charge gave up is called, so that its full queue does not stand still', async () => {
  const { send, called } = await queuedOnBusyGateway();
  await expect(send()).rejects.toMatchObject({ type: 'StillQueued' });
  expect(await called()).toEqual(['gateway sms']);
});

it('a gateway that somebody still sends on is not called', async () => {
  const { sender, send, called } = await queuedOnBusyGateway();
  const release = sender.hold();
  await expect(send()).rejects.toMatchObject({ type: 'StillQueued' });
  expect(await called()).toEqual([]);
  release();
  await sender.close();
});
