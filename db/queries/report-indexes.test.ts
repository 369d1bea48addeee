import { afterAll, beforeAll, expect, test } from 'vitest';
import { virtualClock } from '../../test/clock.ts';
import { openTestProvider, type TestProvider } from '../../test/provider.ts';
import { planOf } from './fixtures/plan-of.ts';
import { countLeftOut } from './left-out.ts';
import { readRecovery } from './recovery.ts';
import { countUnread } from './reply-marks.ts';
import { readReceiptTimes, readSentDays } from './sent-reports.ts';

let provider: TestProvider;
const days = { from: '2026-11-01', to: '2026-11-07', timeZone: 'America/Campo_Grande', units: undefined };

/** Two years of a house: a hundred thousand texts, steps and payments, written in the order of their days. */
beforeAll(async () => {
  provider = await openTestProvider({ clock: virtualClock('2026-12-01T13:00:00.000Z') });
  const { sql } = provider;
  await provider.customer('C-1');
  const at = sql`timestamptz '2025-01-01T12:00:00Z' + i * interval '10 minutes'`;
  await sql`
    insert into charges (id, customer_id, type, amount_cents, due_date, replaces, status, first_seen_at, announce_created, created_at, updated_at)
    select 'B-' || i, 'C-1', 'internet', 9990, (${at})::date, '[]', 'paid', ${at}, true, ${at}, ${at} from generate_series(1, 100000) i`;
  await sql`
    insert into payments (charge_id, id, paid_on, paid_at, paid_amount_cents, settles, announce, learned_at)
    select 'B-' || i, 'p', (${at})::date, ${at}, 9990, true, true, ${at} from generate_series(1, 100000) i`;
  await sql`
    insert into steps (charge_id, key, rule, event, due_date, state, reason, planned_for, sends_at, send_until, moved, revision, done_at, created_at, updated_at)
    select 'B-' || i, '3:x', 3, 'due', (${at})::date, case when i % 10 = 0 then 'skipped' else 'sent' end, case when i % 10 = 0 then 'late' end,
      ${at}, ${at}, ${at}, '[]', 1, ${at}, ${at}, ${at} from generate_series(1, 100000) i`;
  await sql`
    insert into messages (kind, channel, state, reason, priority, customer_id, address, gateway_id, text, segments, encoding, cost, planned_for,
      not_before, send_until, sent_at, delivered_at, created_at, updated_at)
    select 'manual', 'sms', case when i % 10 = 0 then 'expired' else 'delivered' end, case when i % 10 = 0 then 'late' end, 3, 'C-1',
      '+5567999991234', 'sms', 'Oi', 1, 'GSM-7', 0.065, ${at}, ${at}, ${at}, case when i % 10 > 0 then ${at} end,
      case when i % 10 > 0 then ${at} end, ${at}, ${at} from generate_series(1, 100000) i`;
  await sql`
    insert into replies (gateway_id, phone, text, received_at, intent, customer_id, read_at)
    select 'sms', '+5567999991234', 'Já paguei', ${at}, 'other', 'C-1', case when i <= 99990 then ${at} end from generate_series(1, 100000) i`;
  await sql`vacuum analyze charges, payments, steps, messages, customers, replies`;
});
afterAll(() => provider.close());

test('a week of delivery and cost reads that week’s texts, by the moment they left', async () => {
  for (const read of [readSentDays, readReceiptTimes]) {
    const { indexes, whole } = await planOf(provider.db, (db) => read(db, days));
    expect(indexes).toEqual(expect.arrayContaining(['messages_by_sending']));
    expect(whole).not.toContain('messages');
  }
});

test('a week of recovery reads that week’s payments and the steps of their charges', async () => {
  const { indexes, whole } = await planOf(provider.db, (db) => readRecovery(db, { ...days, withinDays: 7 }));
  expect(indexes).toEqual(expect.arrayContaining(['payments_by_day', 'steps_once']));
  expect(whole.filter((table) => ['payments', 'steps', 'charges'].includes(table))).toEqual([]);
});

test('a week of exclusions reads what was left out in that week', async () => {
  const { indexes, whole } = await planOf(provider.db, (db) => countLeftOut(db, days));
  expect(indexes).toEqual(expect.arrayContaining(['messages_left_out', 'steps_left_out']));
  expect(whole.filter((table) => ['messages', 'steps', 'charges'].includes(table))).toEqual([]);
});

test('what waits for a reader is counted without reading all that was ever answered', async () => {
  const { indexes, whole } = await planOf(provider.db, (db) => countUnread(db, { units: ['matriz'], most: 10_000 }));
  expect(indexes).toEqual(expect.arrayContaining(['replies_unread']));
  expect(whole).not.toContain('replies');
});
