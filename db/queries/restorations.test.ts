import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMs } from '../../domain/instants.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type DatabaseHandle, openDatabase } from '../client.ts';
import { integration, putUnits } from './fixtures/provider.ts';
import { expireRestorations } from './restorations.ts';
import { reversePayment } from './save-charge-status.ts';
import { saveCharges } from './save-charges.ts';
import { saveCustomers } from './save-customers.ts';
import { savePayments } from './save-payments.ts';

let database: TestDatabase;
let handle: DatabaseHandle;
const { now } = integration;
const event = { ...integration, arrival: 'event' as const };

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase({ url: database.url, connections: 6, name: 'restorations test' });
  await putUnits(handle.db);
});
afterAll(async () => {
  await handle.close();
  await database.drop();
});
beforeEach(async () => {
  await handle.sql`truncate audit, outbox, alerts, webhooks, webhook_deliveries, restorations, milestones, payments, steps, charges, customers restart identity cascade`;
  const accesses = ['cpe-1', 'cpe-2'].map((id) => ({ id, status: 'blocked' as const }));
  const customers = [
    { id: 'C-1', name: 'Marcos Valas', unit: 'matriz', accesses },
    { id: 'C-2', name: 'Ana', unit: 'matriz' },
  ];
  await saveCustomers(handle.db, customers, { ...integration, sealer: null, unusablePhones: 'refuse' });
  await handle.sql`
    insert into webhooks (id, url, events, detail, enabled, secret, created_at, updated_at)
    values ('w', 'https://noc.example.com/', '["charge.restore", "charge.settled"]', 'ids', true, 'x', ${now}, ${now})`;
});

const dueDate = '2026-10-05';
async function charge(id: string, accessIds: string[] | null = null, customerId = 'C-1') {
  await saveCharges(handle.db, [{ id, customerId, amountCents: 100, dueDate, accessIds }], event);
}
/** A step of the block that has happened to a charge. */
async function happened(
  chargeId: string,
  rule: 11 | 12 | 13,
  { state = 'sent', reason = null as string | null, action = null as string | null, due = dueDate } = {},
) {
  const named = { 11: 'speed_reduction', 12: 'total_block', 13: 'cancellation' }[rule];
  await handle.sql`
    insert into steps (charge_id, key, rule, event, due_date, state, reason, planned_for, sends_at, send_until, moved, revision, action_state, created_at, updated_at)
    values (${chargeId}, ${`${rule}:${due}`}, ${rule}, ${named}, ${due}, ${state}, ${reason}, ${now}, ${now}, ${now}, '[]', 1, ${action}, ${now}, ${now})`;
}
const pay = (chargeId: string, { id = 'p1', settles = true, arrival = 'event' as 'event' | 'takeover' } = {}) =>
  handle.db.transaction((tx) =>
    savePayments(tx, [{ chargeId, id, paidOn: '2026-11-20', paidAt: null, paidAmountCents: 100, settles }], { ...integration, arrival }),
  );
const asked = async () =>
  (await handle.sql`select charge_id, access_ids, state from restorations order by id`).map(
    ({ charge_id, access_ids, state }) => `${charge_id} ${access_ids === null ? 'all' : access_ids.join(',')} ${state}`,
  );
const told = async () =>
  (await handle.sql`select data from webhook_deliveries where type = 'charge.restore' order by id`).map(({ data }) => data);

describe('a payment', () => {
  it('asks for the lines that its charge had blocked, and tells the network system which', async () => {
    await charge('a', ['cpe-1']);
    await happened('a', 11);
    await happened('a', 12);
    await pay('a');
    expect(await asked()).toEqual(['a cpe-1 requested']);
    const request = { chargeId: 'a', customerId: 'C-1', accessIds: ['cpe-1'], number: 12, paymentId: 'p1', requestedAt: now };
    expect(await told()).toEqual([{ stepId: 'a~restore:1', ...request }]);
  });

  it('of a charge about all lines names them, and none where the billing system names none', async () => {
    await charge('a');
    await happened('a', 11);
    await pay('a');
    await charge('b', null, 'C-2');
    await happened('b', 12);
    await pay('b');
    expect(await asked()).toEqual(['a cpe-1,cpe-2 requested', 'b all requested']);
    expect((await told()).map(({ number }) => number)).toEqual([11, 12]);
  });

  it('of a charge that had blocked nothing asks for nothing', async () => {
    await charge('a');
    await happened('a', 12, { state: 'skipped', reason: 'late' });
    await charge('b');
    await happened('b', 12, { due: '2026-09-05' });
    await pay('a');
    await pay('b');
    expect(await asked()).toEqual([]);
  });

  it('leaves a line blocked that another open charge has blocked too, until that one is paid', async () => {
    await charge('a');
    await charge('b', ['cpe-2']);
    await happened('a', 12);
    await happened('b', 12, { state: 'skipped', reason: 'line-already' });
    await pay('a');
    expect(await asked()).toEqual(['a cpe-1 requested']);
    await pay('b');
    expect(await asked()).toEqual(['a cpe-1 requested', 'b cpe-2 requested']);
  });

  it('does not wait for an open charge that has blocked nothing yet, nor for one that was replaced', async () => {
    await charge('a');
    await charge('late');
    await charge('replaced');
    await happened('replaced', 12);
    await handle.sql`update charges set replaced_by = 'late' where id = 'replaced'`;
    await happened('a', 12);
    await pay('a');
    expect(await asked()).toEqual(['a cpe-1,cpe-2 requested']);
  });

  it('keeps everything blocked while a charge about all lines is open', async () => {
    await charge('a', ['cpe-1']);
    await charge('b');
    await happened('a', 12);
    await happened('b', 11);
    await pay('a');
    expect(await asked()).toEqual([]);
  });

  it('counts what the network system did when asked, or reported', async () => {
    await charge('a', ['cpe-1']);
    await happened('a', 12, { state: 'waiting', action: 'done' });
    await charge('b', ['cpe-2']);
    await handle.sql`insert into milestones (charge_id, number, due_date, at, recorded_by, recorded_at) values ('b', 11, ${dueDate}, ${now}, 'x', ${now})`;
    await handle.sql`truncate webhooks cascade`;
    await pay('a');
    await pay('b');
    expect(await asked()).toEqual(['a cpe-1 requested', 'b cpe-2 requested']);
  });

  it('asks nobody in a house that only texts and has nobody to ask', async () => {
    await handle.sql`truncate webhooks cascade`;
    await charge('a');
    await happened('a', 12);
    await pay('a');
    expect(await asked()).toEqual([]);
  });

  it('of a cancelled line asks for nothing: that is for a person to decide', async () => {
    await charge('a');
    await happened('a', 12);
    await happened('a', 13);
    await pay('a');
    expect(await asked()).toEqual([]);
  });

  it('of a part, or of a base that is taken over, asks for nothing', async () => {
    await charge('a');
    await happened('a', 12);
    await pay('a', { settles: false });
    await pay('a', { id: 'p2', arrival: 'takeover' });
    expect(await asked()).toEqual([]);
  });

  it('told again asks once; one after a reversal asks again', async () => {
    await charge('a', ['cpe-1']);
    await happened('a', 12);
    await Promise.all([pay('a'), pay('a')]);
    expect(await asked()).toHaveLength(1);
    await handle.db.transaction((tx) => reversePayment(tx, { chargeId: 'a', paymentId: 'p1' }, integration));
    await pay('a', { id: 'p2' });
    expect(await asked()).toHaveLength(2);
  });

  it('that comes at the same time as that of the other charge of a line leaves it to one of them', async () => {
    await charge('a', ['cpe-1']);
    await charge('b', ['cpe-1']);
    await happened('a', 12);
    await happened('b', 12);
    await Promise.all([pay('a'), pay('b')]);
    expect((await asked()).map((row) => row.slice(2))).toEqual(['cpe-1 requested']);
  });
});

it('a settled charge is told to webhooks, a part is not', async () => {
  await charge('a');
  await pay('a', { settles: false });
  await pay('a', { id: 'p2' });
  const rows = await handle.sql`select data from webhook_deliveries where type = 'charge.settled'`;
  const data = { chargeId: 'a', customerId: 'C-1', paymentId: 'p2', paidOn: '2026-11-20', paidAmountCents: 100 };
  expect(rows.map((row) => row.data)).toEqual([data]);
});

it('a request that nobody answers within the hours of the house expires, and a person is told', async () => {
  await charge('a');
  await happened('a', 12);
  await pay('a');
  expect(await expireRestorations(handle.sql, addMs(now, 24 * 3_600_000))).toEqual([]);
  expect(await expireRestorations(handle.sql, addMs(now, 24 * 3_600_000 + 1))).toEqual([1]);
  expect(await asked()).toEqual(['a cpe-1,cpe-2 expired']);
  expect(await handle.sql`select kind, subject from alerts`).toEqual([{ kind: 'restoration-expired', subject: 'a' }]);
});
