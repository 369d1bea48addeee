import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { addMs, type Instant } from '../../domain/instants.ts';
import type { MessageState } from '../../domain/states.ts';
import { stepOutcome } from '../../domain/step-outcome.ts';
import { virtualClock } from '../../test/clock.ts';
import { manualMessage } from '../../test/manual-message.ts';
import { openTestProvider, type TestProvider } from '../../test/provider.ts';
import { queueMessages } from './messages.ts';
import { sweepForgottenSteps } from './outbox.ts';
import { settleMessages } from './settle-messages.ts';
import { type StepRow, saveStep } from './steps.ts';

const now = '2026-11-23T14:00:00.000Z';
let provider: TestProvider;

beforeAll(async () => {
  provider = await openTestProvider({ clock: virtualClock(now) });
  await provider.customer('C-1');
  await provider.charge({ id: 'B-1', customerId: 'C-1', amountCents: 100, dueDate: '2026-12-10' });
});
afterEach(async () => {
  await provider.sql`truncate messages, message_events, outbox, steps cascade`;
});
afterAll(() => provider.close());

const step = (more: Partial<StepRow> = {}): StepRow => ({
  chargeId: 'B-1',
  key: '3:2026-12-10',
  rule: 3,
  event: 'due',
  ruleSetId: 'default',
  ruleSetVersion: 1,
  dueDate: '2026-12-10',
  paymentId: null,
  state: 'waiting',
  reason: null,
  plannedFor: now,
  sendsAt: now,
  sendUntil: addMs(now, 3_600_000),
  moved: [],
  revision: 1,
  lookAt: addMs(now, 300_000),
  ...more,
});

/** A waiting step whose messages, one a phone, are in these states; the last of them is on the wire for process `a`. */
async function stepWith(others: { state: MessageState; reason: string | null; sentAt: Instant | null }[]): Promise<number> {
  const stepId = await saveStep(provider.db, step(), now);
  const rows = [...others, null].map((_, index) => manualMessage(now, { stepId, chargeId: 'B-1', address: `+556799999000${index}` }));
  const ids = await queueMessages(provider.db, rows, now);
  for (const [index, { state, reason, sentAt }] of others.entries()) {
    const leaseUntil = state === 'sending' ? now : null;
    await provider.sql`update messages set state = ${state}, reason = ${reason}, sent_at = ${sentAt}, lease_until = ${leaseUntil} where id = ${ids[index] ?? 0}`;
  }
  const last = ids.at(-1) ?? 0;
  await provider.sql`update messages set state = 'sending', claimed_by = 'a', lease_until = ${now} where id = ${last}`;
  return last;
}

const settle = (messageId: number, state: 'accepted' | 'refused' | 'unknown' | 'queued', sentAt: Instant | null = now) =>
  settleMessages(provider.sql, {
    processId: 'a',
    settlements: [{ messageId, state, reason: null, providerId: null, answer: null, sentAt, notBefore: null, attempted: true }],
    now,
  });

const stepRow = async () => {
  const [row] = await provider.sql<{ state: string; reason: string | null; done_at: string | null }[]>`
    select state, reason, done_at from steps where charge_id = 'B-1'`;
  return row && { state: row.state, reason: row.reason, doneAt: row.done_at === null ? null : new Date(row.done_at).toISOString() };
};

const states: MessageState[] = ['queued', 'sending', 'accepted', 'delivered', 'undelivered', 'refused', 'unknown', 'suppressed', 'expired'];

it('the sender writes the outcome of a step as the rule of outcomes says, whatever its other messages are', async () => {
  const others = fc.array(
    fc.record({ state: fc.constantFrom(...states), optedOut: fc.boolean(), minutesAgo: fc.integer({ min: 1, max: 90 }) }),
    { maxLength: 2 },
  );
  const settled = fc.constantFrom<('accepted' | 'refused' | 'unknown' | 'queued')[]>('accepted', 'refused', 'unknown', 'queued');
  await fc.assert(
    fc.asyncProperty(others, settled, async (given, state) => {
      await provider.sql`truncate messages, message_events, outbox, steps cascade`;
      const known = given.map((other) => ({
        state: other.state,
        reason: other.state === 'suppressed' && other.optedOut ? 'opted-out' : null,
        sentAt: ['accepted', 'delivered', 'undelivered'].includes(other.state) ? addMs(now, -other.minutesAgo * 60_000) : null,
      }));
      await settle(await stepWith(known), state);
      const outcome = stepOutcome([
        ...known.map((other) => ({ state: other.state, reason: other.reason, acceptedAt: other.sentAt })),
        { state, reason: null, acceptedAt: state === 'accepted' ? now : null },
      ]);
      const expected = outcome.kind === 'over' ? outcome : { state: 'waiting', reason: null, doneAt: null };
      expect(await stepRow()).toEqual({ state: expected.state, reason: expected.reason, doneAt: expected.doneAt });
    }),
    { numRuns: 60 },
  );
});

it('a charge hears of a text that did not go, and is not woken for one that did', async () => {
  await settle(await stepWith([]), 'accepted');
  expect(await provider.sql`select target from outbox`).toEqual([]);
  await provider.sql`truncate messages, message_events, outbox, steps cascade`;
  await settle(await stepWith([]), 'refused');
  expect(await provider.sql`select target from outbox where kind = 'charge'`).toEqual([{ target: 'B-1' }]);
});

it('a step without an outcome long after its look is swept, once', async () => {
  await saveStep(provider.db, step(), now);
  const sweep = (lookBefore: Instant) => sweepForgottenSteps(provider.db, { lookBefore, now, limit: 10 });
  expect(await sweep(addMs(now, 299_000))).toEqual([]);
  expect(await sweep(addMs(now, 301_000))).toEqual(['B-1']);
  expect(await sweep(addMs(now, 301_000))).toEqual([]);
});
