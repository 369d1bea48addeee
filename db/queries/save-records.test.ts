import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type DatabaseHandle, openDatabase } from '../client.ts';
import { createSealer } from '../sealed.ts';
import { integration, matriz, putUnits, staff } from './fixtures/provider.ts';
import { patchCharge, saveCharges } from './save-charges.ts';
import { type CustomerContext, patchCustomer, saveCustomers } from './save-customers.ts';
import { savePanels } from './save-panels.ts';
import { saveUnits } from './save-units.ts';

let database: TestDatabase;
let handle: DatabaseHandle;
const sealer = createSealer([{ id: 'k1', key: Buffer.alloc(32, 7) }]);
const byIntegration: CustomerContext = { ...integration, sealer, unusablePhones: 'refuse' };
const byStaff: CustomerContext = { ...staff, sealer, unusablePhones: 'refuse' };
const event = { ...integration, arrival: 'event' as const };

const phone = { number: '(67) 99999-1234', billing: true, marketing: false, consent: null };
const marcos = { id: 'C-1', name: 'Marcos Valas', unit: 'matriz', phones: [phone] };
const bill = { id: '768412', customerId: 'C-1', amountCents: 14637, dueDate: '2026-12-05' };

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase({ url: database.url, connections: 6, name: 'save test' });
});
afterAll(async () => {
  await handle.close();
  await database.drop();
});
beforeEach(async () => {
  await handle.sql`truncate audit, outbox, payments, charges, customers, panels, units restart identity cascade`;
  await putUnits(handle.db);
});

const count = async (table: string) => Number((await handle.sql`select count(*) from ${handle.sql(table)}`)[0]?.count);
const revision = async (id: string) => (await handle.sql`select revision from charges where id = ${id}`)[0]?.revision;
const outboxTargets = async () => (await handle.sql`select target from outbox order by id`).map(({ target }) => target);

describe('an integration', () => {
  it('that repeats itself changes nothing: no row, revision, outbox or audit', async () => {
    await saveCustomers(handle.db, [marcos], byIntegration);
    await saveCharges(handle.db, [bill], event);
    const before = [await count('audit'), await count('outbox'), await revision(bill.id)];
    expect(await saveCustomers(handle.db, [marcos], byIntegration)).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await saveCharges(handle.db, [bill], event)).toMatchObject([{ outcome: 'unchanged' }]);
    expect([await count('audit'), await count('outbox'), await revision(bill.id)]).toEqual(before);
  });

  it('does not undo what staff changed until it sends something new itself', async () => {
    const name = async () => (await handle.sql`select name from customers`)[0]?.name;
    await saveCustomers(handle.db, [marcos], byIntegration);
    await patchCustomer(handle.db, { id: 'C-1', name: 'Marcos A. Valas' }, byStaff);
    expect(await saveCustomers(handle.db, [{ ...marcos, city: 'Bonito' }], byIntegration)).toMatchObject([{ outcome: 'changed' }]);
    expect(await name()).toBe('Marcos A. Valas');
    await saveCustomers(handle.db, [{ ...marcos, name: 'Marcos Valas Neto', city: 'Bonito' }], byIntegration);
    expect(await name()).toBe('Marcos Valas Neto');
  });

  it('with a version lower than the stored is stale, also when the newer one had changed nothing', async () => {
    await saveCustomers(handle.db, [marcos], byIntegration);
    await saveCharges(handle.db, [{ ...bill, sourceVersion: 1 }], event);
    expect(await saveCharges(handle.db, [{ ...bill, sourceVersion: 5 }], event)).toMatchObject([{ outcome: 'unchanged' }]);
    const late = await saveCharges(handle.db, [{ ...bill, amountCents: 1, sourceVersion: 3 }], event);
    expect(late).toEqual([{ id: bill.id, outcome: 'stale', sourceVersion: 5 }]);
  });

  it('that patches names only what it changes, and its next replacement starts from there', async () => {
    await saveCustomers(handle.db, [marcos], byIntegration);
    await saveCharges(handle.db, [bill], event);
    expect(await patchCharge(handle.db, { id: bill.id, amountCents: 15000 }, integration)).toMatchObject({ outcome: 'changed' });
    expect(await saveCharges(handle.db, [{ ...bill, amountCents: 15000 }], event)).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await saveCharges(handle.db, [bill], event)).toMatchObject([{ outcome: 'changed' }]);
    expect(await patchCharge(handle.db, { id: 'none', amountCents: 1 }, integration)).toBeNull();
  });
});

describe('what a write refers to', () => {
  it('must be there: unit, panel, customer', async () => {
    const [unit] = await saveCustomers(handle.db, [{ ...marcos, unit: 'lua' }], byIntegration);
    const [panel] = await saveCustomers(handle.db, [{ ...marcos, panel: 'centro' }], byIntegration);
    const [charge] = await saveCharges(handle.db, [bill], event);
    expect(unit).toMatchObject({ outcome: 'refused', problem: { code: 'unit-unknown', path: 'unit', given: 'lua' } });
    expect(panel).toMatchObject({ outcome: 'refused', problem: { code: 'panel-unknown', path: 'panel', given: 'centro' } });
    expect(charge).toMatchObject({ outcome: 'refused', problem: { code: 'customer-unknown', path: 'customerId', given: 'C-1' } });
    await savePanels(handle.db, [{ id: 'centro', name: 'Centro' }], integration);
    expect(await saveCustomers(handle.db, [{ ...marcos, panel: 'centro' }], byIntegration)).toMatchObject([{ outcome: 'created' }]);
  });

  it('a bad record of a batch is refused, the good ones are kept', async () => {
    const batch = [marcos, { ...marcos, id: 'C-2', unit: 'lua' }, { ...marcos, id: 'C-3', phones: [{ ...phone, number: 'não tem' }] }];
    const results = await saveCustomers(handle.db, batch, byIntegration);
    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'refused', 'refused']);
    expect(results[2]).toMatchObject({ problem: { code: 'phone-unusable', path: 'phones.0.number', given: 'não tem' } });
    expect(await count('customers')).toBe(1);
  });
});

describe('phones', () => {
  const numbers = async () => handle.sql`select number, kind, billing, marketing from customer_phones order by position`;

  it('are completed with the area code of the unit, and read anew when the unit changes', async () => {
    await saveCustomers(handle.db, [{ ...marcos, phones: [{ ...phone, number: '99941-9343' }] }], byIntegration);
    expect(await numbers()).toMatchObject([{ number: '+5567999419343' }]);
    await patchCustomer(handle.db, { id: 'C-1', unit: 'filial-sp' }, byIntegration);
    expect(await numbers()).toMatchObject([{ number: '+5516999419343' }]);
  });

  it('given twice are kept once, and a no to advertising wins', async () => {
    const twice = [
      { ...phone, marketing: true },
      { number: '067 9999-1234', billing: false, marketing: false, consent: null },
    ];
    await saveCustomers(handle.db, [{ ...marcos, phones: twice }], byIntegration);
    expect(await numbers()).toMatchObject([{ number: '+5567999991234', billing: true, marketing: false }]);
    expect(await saveCustomers(handle.db, [{ ...marcos, phones: twice }], byIntegration)).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('that cannot be one are kept with a warning where asked so, landlines too', async () => {
    const phones = [
      { ...phone, number: '000000000' },
      { ...phone, number: '(67) 3548-1866' },
    ];
    const [result] = await saveCustomers(handle.db, [{ ...marcos, phones }], { ...byIntegration, unusablePhones: 'keep' });
    expect(result).toMatchObject({ outcome: 'created', warnings: [{ code: 'phone-unusable' }, { code: 'phone-landline' }] });
    expect(await numbers()).toMatchObject([
      { number: null, kind: 'unusable' },
      { number: '+556735481866', kind: 'landline' },
    ]);
    expect(await patchCustomer(handle.db, { id: 'C-1', name: 'Marcos' }, byStaff)).toMatchObject({ outcome: 'changed' });
  });
});

describe('a password', () => {
  it('is sealed in the row and in the view, in no audit entry, and not sealed again when it is repeated', async () => {
    const record = { ...marcos, password: 'segredo-do-cliente' };
    await saveCustomers(handle.db, [record], byIntegration);
    const [row] = await handle.sql`select password_sealed, source_view from customers`;
    expect(sealer.open(row?.password_sealed)).toEqual({ ok: true, value: 'segredo-do-cliente' });
    expect(await saveCustomers(handle.db, [record], byIntegration)).toMatchObject([{ outcome: 'unchanged' }]);
    await saveCustomers(handle.db, [{ ...record, password: 'outro-segredo' }], byIntegration);
    const everything = JSON.stringify([await handle.sql`select * from customers`, await handle.sql`select * from audit`]);
    expect(everything).not.toMatch(/segredo/);
  });

  it('without a secret key is refused, and a stored one survives', async () => {
    await saveCustomers(handle.db, [{ ...marcos, password: 'senha' }], byIntegration);
    const keyless = { ...byIntegration, sealer: null };
    expect(await saveCustomers(handle.db, [{ ...marcos, password: 'nova' }], keyless)).toMatchObject([
      { problem: { code: 'secret-key-missing' } },
    ]);
    expect(await patchCustomer(handle.db, { id: 'C-1', city: 'Bonito' }, keyless)).toMatchObject({ outcome: 'changed' });
    const [row] = await handle.sql`select password_sealed from customers`;
    expect(sealer.open(row?.password_sealed)).toEqual({ ok: true, value: 'senha' });
  });
});

describe('a change that can move or reword a text', () => {
  beforeEach(async () => {
    await saveCustomers(handle.db, [marcos], byIntegration);
    await saveCharges(handle.db, [bill, { ...bill, id: '768413' }], event);
    await handle.sql`insert into charge_wakes (charge_id, wake_at) values ('768412', '2026-12-02T12:00:00Z')`;
  });

  it('raises the revision of the charge it is in, and tells its workflow', async () => {
    await saveCharges(handle.db, [{ ...bill, dueDate: '2026-12-10' }], event);
    expect([await revision('768412'), await revision('768413')]).toEqual([2, 1]);
    expect(await outboxTargets()).toEqual(['768412']);
  });

  it('of the customer raises every open charge, and tells those that sleep', async () => {
    await patchCustomer(handle.db, { id: 'C-1', phones: [{ ...phone, number: '67 98888-1234' }] }, byIntegration);
    expect([await revision('768412'), await revision('768413')]).toEqual([2, 2]);
    expect(await outboxTargets()).toEqual(['768412']);
  });

  it("of the unit's place raises the charges that sleep; of its name only the catalogue", async () => {
    const catalogue = async () => Number((await handle.sql`select catalogue_revision from settings`)[0]?.catalogue_revision);
    const before = await catalogue();
    await saveUnits(handle.db, [{ ...matriz, name: 'BrByte Fibra' }], integration);
    expect([await catalogue(), await revision('768412')]).toEqual([before + 1, 1]);
    await saveUnits(handle.db, [{ ...matriz, timeZone: 'America/Cuiaba' }], integration);
    expect([await catalogue(), await revision('768412'), await revision('768413')]).toEqual([before + 2, 2, 1]);
  });
});

it('two equal batches at once create every record once, and neither fails', async () => {
  const batch = Array.from({ length: 300 }, (_, index) => ({ ...marcos, id: `C-${index}` }));
  const backwards = batch.toReversed();
  const save = (records: typeof batch) => handle.db.transaction((tx) => saveCustomers(tx, records, byIntegration));
  const [first, second] = await Promise.all([save(batch), save(backwards)]);
  const created = [...first, ...second].filter(({ outcome }) => outcome === 'created');
  expect(created).toHaveLength(300);
  expect([...first, ...second].filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(300);
  expect([await count('customers'), await count('customer_phones')]).toEqual([300, 300]);
});

it('a new charge is announced when it is an event or fresh in the daily file, never when it is taken over', async () => {
  await saveCustomers(handle.db, [marcos], byIntegration);
  const announced = async (arrival: 'event' | 'takeover' | 'daily', issuedAt: string | null) => {
    const id = `${arrival}:${issuedAt}`;
    await saveCharges(handle.db, [{ ...bill, id, issuedAt }], { ...integration, arrival });
    return (await handle.sql`select announce_created as yes from charges where id = ${id}`)[0]?.yes;
  };
  expect(await announced('event', '2020-01-01')).toBe(true);
  expect(await announced('takeover', '2026-12-01')).toBe(false);
  expect(await announced('daily', null)).toBe(true);
  expect(await announced('daily', '2026-11-28')).toBe(true);
  expect(await announced('daily', '2026-11-27')).toBe(false);
});
