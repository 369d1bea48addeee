import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type DatabaseHandle, openDatabase } from '../client.ts';
import { integration, putUnits } from './fixtures/provider.ts';
import { removeCharge, restoreCharge, reversePayment } from './save-charge-status.ts';
import { saveCharges } from './save-charges.ts';
import { saveCustomers } from './save-customers.ts';
import { type PaymentRecord, savePayments } from './save-payments.ts';

let database: TestDatabase;
let handle: DatabaseHandle;
const event = { ...integration, arrival: 'event' as const };
const payment: PaymentRecord = { chargeId: '768412', id: 'p1', paidOn: '2026-12-01', paidAt: null, paidAmountCents: 14637, settles: true };

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase({ url: database.url, connections: 6, name: 'payments test' });
});
afterAll(async () => {
  await handle.close();
  await database.drop();
});
beforeEach(async () => {
  await handle.sql`truncate audit, outbox, payments, charges, customers, panels, units restart identity cascade`;
  await putUnits(handle.db);
  await saveCustomers(handle.db, [{ id: 'C-1', name: 'Marcos Valas', unit: 'matriz' }], {
    ...integration,
    sealer: null,
    unusablePhones: 'refuse',
  });
  await saveCharges(handle.db, [{ id: '768412', customerId: 'C-1', amountCents: 14637, dueDate: '2026-12-05' }], event);
});

const charge = async () => (await handle.sql`select status, revision, resumed_at from charges`)[0];
const pay = (records: PaymentRecord[], arrival: 'event' | 'takeover' | 'daily' = 'event') =>
  handle.db.transaction((tx) => savePayments(tx, records, { ...integration, arrival }));

describe('a payment', () => {
  it('that settles closes its charge and starts the workflow that says so', async () => {
    expect(await pay([payment])).toMatchObject([{ outcome: 'created', announced: true }]);
    expect(await charge()).toMatchObject({ status: 'paid', revision: 2 });
    expect(await handle.sql`select target from outbox`).toHaveLength(1);
  });

  it('of a part is recorded and leaves the charge open', async () => {
    await pay([{ ...payment, paidAmountCents: 5000, settles: false }]);
    expect(await charge()).toMatchObject({ status: 'open', revision: 2 });
    expect(await pay([{ ...payment, id: 'p2', paidAmountCents: 9637 }])).toMatchObject([{ outcome: 'created' }]);
    expect(await charge()).toMatchObject({ status: 'paid' });
  });

  it('told twice is recorded once, also when both arrive together', async () => {
    const results = await Promise.all([pay([payment]), pay([payment])]);
    expect(results.map(([result]) => result?.outcome).toSorted()).toEqual(['created', 'unchanged']);
    expect(await charge()).toMatchObject({ status: 'paid', revision: 2 });
  });

  it('told again with another amount is refused, and the first one stands', async () => {
    await pay([payment]);
    expect(await pay([{ ...payment, paidAmountCents: 1 }])).toMatchObject([{ outcome: 'refused', problem: { code: 'payment-mismatch' } }]);
    expect(await handle.sql`select paid_amount_cents::int as cents from payments`).toMatchObject([{ cents: 14637 }]);
  });

  it('of a charge that is paid, removed or unknown is refused', async () => {
    await pay([payment]);
    expect(await pay([{ ...payment, id: 'p2' }])).toMatchObject([{ outcome: 'refused', problem: { code: 'charge-not-open' } }]);
    await removeCharge(handle.db, '768412', integration);
    expect(await pay([{ ...payment, id: 'p3' }])).toMatchObject([{ outcome: 'refused', problem: { code: 'charge-not-open' } }]);
    expect(await pay([{ ...payment, chargeId: 'none' }])).toMatchObject([{ outcome: 'refused', problem: { code: 'charge-unknown' } }]);
  });

  it('of a takeover file or more than five days old in the daily file is recorded in silence', async () => {
    expect(await pay([{ ...payment, settles: false }], 'takeover')).toMatchObject([{ announced: false }]);
    expect(await pay([{ ...payment, id: 'p2', settles: false, paidOn: '2026-11-25' }], 'daily')).toMatchObject([{ announced: false }]);
    expect(await handle.sql`select target from outbox`).toHaveLength(0);
    expect(await pay([{ ...payment, id: 'p3', paidOn: '2026-11-26' }], 'daily')).toMatchObject([{ announced: true }]);
  });
});

describe('a reversal', () => {
  it('opens the charge again from now on, once, and a late repetition of the payment does not undo it', async () => {
    await pay([payment]);
    const reverse = () => reversePayment(handle.db, { chargeId: '768412', paymentId: 'p1' }, integration);
    expect(await reverse()).toBe('changed');
    expect(await charge()).toMatchObject({ status: 'open', revision: 3, resumed_at: expect.anything() });
    expect(await reverse()).toBe('unchanged');
    expect(await pay([payment])).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await charge()).toMatchObject({ status: 'open', revision: 3 });
  });

  it('of a part changes no status; of an unknown payment changes nothing', async () => {
    await pay([{ ...payment, settles: false }]);
    expect(await reversePayment(handle.db, { chargeId: '768412', paymentId: 'p1' }, integration)).toBe('changed');
    expect(await charge()).toMatchObject({ status: 'open', resumed_at: null });
    expect(await reversePayment(handle.db, { chargeId: '768412', paymentId: 'none' }, integration)).toBe('missing');
  });
});

describe('a removal', () => {
  it('is undone by a restoration, and each happens once', async () => {
    expect(await removeCharge(handle.db, '768412', integration)).toBe('changed');
    expect(await removeCharge(handle.db, '768412', integration)).toBe('unchanged');
    expect(await charge()).toMatchObject({ status: 'removed', revision: 2 });
    expect(await restoreCharge(handle.db, '768412', integration)).toBe('changed');
    expect(await restoreCharge(handle.db, '768412', integration)).toBe('unchanged');
    expect(await charge()).toMatchObject({ status: 'open', revision: 3, resumed_at: expect.anything() });
    expect(await removeCharge(handle.db, 'none', integration)).toBe('missing');
  });

  it('of a paid charge is restored to paid, so that nobody who paid is chased', async () => {
    await pay([payment]);
    await removeCharge(handle.db, '768412', integration);
    await restoreCharge(handle.db, '768412', integration);
    expect(await charge()).toMatchObject({ status: 'paid' });
  });
});
