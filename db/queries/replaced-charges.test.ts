import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type DatabaseHandle, openDatabase } from '../client.ts';
import { integration, putUnits } from './fixtures/provider.ts';
import { removeCharge } from './save-charge-status.ts';
import { type ChargeRecord, patchCharge, saveCharges } from './save-charges.ts';
import { saveCustomers } from './save-customers.ts';
import { savePayments } from './save-payments.ts';

let database: TestDatabase;
let handle: DatabaseHandle;
const event = { ...integration, arrival: 'event' as const };

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase({ url: database.url, connections: 6, name: 'replaced charges test' });
  await putUnits(handle.db);
  const customers = ['C-1', 'C-2'].map((id) => ({ id, name: 'Marcos Valas', unit: 'matriz' }));
  await saveCustomers(handle.db, customers, { ...integration, sealer: null, unusablePhones: 'refuse' });
});
afterAll(async () => {
  await handle.close();
  await database.drop();
});
beforeEach(async () => {
  await handle.sql`truncate audit, outbox, payments, charge_wakes, steps, charges cascade`;
  await put({ id: 'old' }, { id: 'older' }, { id: 'foreign', customerId: 'C-2' });
  await handle.sql`truncate outbox`;
  await handle.sql`insert into charge_wakes (charge_id, wake_at) select id, '2026-12-01' from charges`;
});

type Given = { id: string } & Partial<ChargeRecord>;
const put = (...records: Given[]) =>
  handle.db.transaction((tx) =>
    saveCharges(
      tx,
      records.map((record) => ({ customerId: 'C-1', amountCents: 100, dueDate: '2026-12-05', ...record })),
      event,
    ),
  );
const reissue = { replaceKind: 'reissue' } as const;
/** What became of each: its outcome, or the field and code of the refusal. */
const outcomes = (results: Awaited<ReturnType<typeof put>>) =>
  results.map((result) => (result.outcome === 'refused' ? `${result.problem.path} ${result.problem.code}` : result.outcome));
const replaced = async () =>
  (await handle.sql`select id, replaced_by from charges where replaced_by is not null order by id`).map(
    ({ id, replaced_by }) => `${id} by ${replaced_by}`,
  );
const raised = async () => (await handle.sql`select id from charges where revision > 1 order by id`).map(({ id }) => id);
const called = async () =>
  (await handle.sql`delete from outbox where kind = 'charge' returning target`).map(({ target }) => target).toSorted();

describe('a charge put in the place of others', () => {
  it('marks them in its transaction, and both are planned again', async () => {
    expect(outcomes(await put({ id: 'new', replaces: ['old', 'older'], ...reissue }))).toEqual(['created']);
    expect(await replaced()).toEqual(['old by new', 'older by new']);
    expect([await raised(), await called()]).toEqual([
      ['old', 'older'],
      ['old', 'older'],
    ]);
  });

  it('put the same again changes nothing', async () => {
    await put({ id: 'new', replaces: ['old'], ...reissue });
    await called();
    expect(outcomes(await put({ id: 'new', replaces: ['old'], ...reissue }))).toEqual(['unchanged']);
    expect(await called()).toEqual([]);
  });

  it('gives back what it no longer names, which speaks again', async () => {
    await put({ id: 'new', replaces: ['old', 'older'], ...reissue });
    await called();
    expect(outcomes(await put({ id: 'new', replaces: ['older'], ...reissue }))).toEqual(['changed']);
    expect(await replaced()).toEqual(['older by new']);
    expect(await called()).toEqual(['new', 'old']);
  });

  it('may be one that exists, or follow what it replaces in the same batch', async () => {
    await put({ id: 'new' });
    expect((await handle.db.transaction((tx) => patchCharge(tx, { id: 'new', replaces: ['old'], ...reissue }, integration)))?.outcome).toBe(
      'changed',
    );
    expect(outcomes(await put({ id: 'a' }, { id: 'b', replaces: ['a'], ...reissue }))).toEqual(['created', 'created']);
    expect(await replaced()).toEqual(['a by b', 'old by new']);
  });

  it('as a re-issue is not announced as new, as an agreement it is', async () => {
    await put({ id: 'again', replaces: ['old'], ...reissue }, { id: 'agreed', replaces: ['older'], replaceKind: 'agreement' });
    const rows = await handle.sql`select id, announce_created from charges where id in ('again', 'agreed') order by id`;
    expect(rows.map(({ id, announce_created }) => `${id} ${announce_created}`)).toEqual(['again false', 'agreed true'].toSorted());
  });

  it('may replace one that was removed', async () => {
    await handle.db.transaction((tx) => removeCharge(tx, 'old', integration));
    expect(outcomes(await put({ id: 'new', replaces: ['old'], ...reissue }))).toEqual(['created']);
  });

  it('keeps what was paid after it was replaced', async () => {
    await put({ id: 'new', replaces: ['old'], ...reissue });
    const payment = { chargeId: 'old', id: 'p', paidOn: '2026-11-01', paidAt: null, paidAmountCents: 1, settles: true };
    await handle.db.transaction((tx) => savePayments(tx, [payment], event));
    expect(outcomes(await put({ id: 'new', amountCents: 90, replaces: ['old'], ...reissue }))).toEqual(['changed']);
  });
});

describe('a charge is refused that replaces', () => {
  it.each<[string, Given, string]>([
    ['one that nobody put', { id: 'new', replaces: ['old', 'none'], ...reissue }, 'replaces.1 charge-unknown'],
    ['itself', { id: 'new', replaces: ['new'], ...reissue }, 'replaces.0 replaced-circle'],
    ['somebody else’s', { id: 'new', replaces: ['foreign'], ...reissue }, 'replaces.0 replaced-of-another'],
    ['without saying as what', { id: 'new', replaces: ['old'] }, 'replaceKind replace-kind-missing'],
  ])('%s', async (_, record, expected) => {
    expect(outcomes(await put(record))).toEqual([expected]);
    expect([await replaced(), await raised()]).toEqual([[], []]);
  });

  it('one that another has replaced, also earlier in the batch', async () => {
    await put({ id: 'new', replaces: ['old'], ...reissue });
    expect(outcomes(await put({ id: 'newer', replaces: ['old'], ...reissue }))).toEqual(['replaces.0 replaced-already']);
    const both = await put({ id: 'x', replaces: ['older'], ...reissue }, { id: 'y', replaces: ['older'], ...reissue });
    expect(outcomes(both)).toEqual(['created', 'replaces.0 replaced-already']);
    expect(await replaced()).toEqual(['old by new', 'older by x']);
  });

  it('one that is paid', async () => {
    const payment = { chargeId: 'old', id: 'p', paidOn: '2026-11-01', paidAt: null, paidAmountCents: 1, settles: true };
    await handle.db.transaction((tx) => savePayments(tx, [payment], event));
    expect(outcomes(await put({ id: 'new', replaces: ['old'], ...reissue }))).toEqual(['replaces.0 replaced-paid']);
  });

  it('what has replaced it, however far away', async () => {
    await put({ id: 'b', replaces: ['old'], ...reissue });
    await put({ id: 'c', replaces: ['b'], ...reissue });
    expect(outcomes(await put({ id: 'old', replaces: ['b'], ...reissue }))).toEqual(['replaces.0 replaced-circle']);
    expect(outcomes(await put({ id: 'old', replaces: ['c'], ...reissue }))).toEqual(['replaces.0 replaced-circle']);
    expect(outcomes(await put({ id: 'c', replaces: ['b', 'older'], ...reissue }))).toEqual(['changed']);
  });
});

it('two charges put at once in the place of the same one: one takes it, the other is refused', async () => {
  const [a, b] = await Promise.all([put({ id: 'a', replaces: ['old'], ...reissue }), put({ id: 'b', replaces: ['old'], ...reissue })]);
  expect([...outcomes(a), ...outcomes(b)].toSorted()).toEqual(['created', 'replaces.0 replaced-already']);
  expect(await replaced()).toHaveLength(1);
});
