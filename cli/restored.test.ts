import { afterEach, expect, it } from 'vitest';
import { keepBeat } from '../db/queries/beats.ts';
import { queueMessages } from '../db/queries/messages.ts';
import { virtualClock } from '../test/clock.ts';
import { manualMessage } from '../test/manual-message.ts';
import { openTestProvider, type TestProvider } from '../test/provider.ts';
import { markGap } from './restored.ts';

const backup = '2026-12-07T12:00:00.000Z';
const now = '2026-12-07T14:00:00.000Z';
let provider: TestProvider;
afterEach(() => provider.close());

async function restoredProvider() {
  const clock = virtualClock('2026-11-23T14:00:00.000Z');
  provider = await openTestProvider({ clock });
  await provider.customer('C-1');
  await provider.charge({ id: 'B-1', customerId: 'C-1', amountCents: 14637, dueDate: '2026-12-10' });
  return provider;
}

it('a database whose beat is behind switches the service off and says so, once', async () => {
  const { sql } = await restoredProvider();
  expect(await keepBeat(sql, { known: -1, now: backup })).toBe(1);
  expect(await keepBeat(sql, { known: 1, now: backup })).toBe(2);
  expect(await sql`select service from settings`).toEqual([{ service: 'on' }]);
  expect(await keepBeat(sql, { known: 40, now })).toBe(41);
  expect(await keepBeat(sql, { known: 41, now })).toBe(42);
  expect(await sql`select service from settings`).toEqual([{ service: 'off' }]);
  expect(await sql`select kind from alerts`).toEqual([{ kind: 'database-restored' }]);
});

it('what was queued or planned since the backup is marked unknown, and a second run finds nothing more', async () => {
  const { db, sql } = await restoredProvider();
  await queueMessages(db, [manualMessage(backup, { sendUntil: now })], backup);
  // Number 3 was due at 13:00Z, between the backup and now; number 4 comes three days later.
  expect(await markGap(db, { since: backup, now })).toEqual({ messages: 1, steps: 0, planned: 1 });
  expect(await sql`select rule, state, reason from steps`).toEqual([{ rule: 3, state: 'unknown', reason: 'restored' }]);
  expect(await sql`select state, reason from messages`).toEqual([{ state: 'unknown', reason: 'restored' }]);
  expect(await markGap(db, { since: backup, now })).toEqual({ messages: 0, steps: 0, planned: 0 });
});
