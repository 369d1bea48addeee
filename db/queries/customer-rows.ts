import { asc, inArray } from 'drizzle-orm';
import { readPhones } from '../../domain/customer-phones.ts';
import type { AccessFields, CustomerFields } from '../../domain/fields.ts';
import type { Instant } from '../../domain/instants.ts';
import { guessKind } from '../../domain/person-name.ts';
import { type StoredRecord, sameValue, type View } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { accesses, customerPhones, customers } from '../schema/index.ts';
import type { Passwords } from './passwords.ts';
import { inIdOrder, takeExcluded, type Written } from './save-records.ts';

export type CustomerRows = {
  tx: Executor;
  passwords: Passwords;
  areaCodes: ReadonlyMap<string, string | null>;
  now: Instant;
  /** Of the locked ones, those who asked to be forgotten. */
  erased: Set<string>;
};

const plainColumns = [
  'name',
  'tradeName',
  'taxId',
  'login',
  'status',
  'birthDate',
  'plan',
  'city',
  'state',
  'email',
  'timeZone',
  'contact',
  'test',
] as const satisfies (keyof CustomerFields)[];

/** Locks customers and reads them whole, phones and accesses included. */
export async function lockCustomers(
  { tx, passwords, erased }: CustomerRows,
  ids: string[],
): Promise<Map<string, StoredRecord<CustomerFields>>> {
  const rows = await tx.select().from(customers).where(inArray(customers.id, ids)).orderBy(asc(customers.id)).for('no key update');
  if (rows.length === 0) return new Map();
  const phones = grouped(
    await tx.select().from(customerPhones).where(inArray(customerPhones.customerId, ids)).orderBy(asc(customerPhones.position)),
  );
  const lines = grouped(await tx.select().from(accesses).where(inArray(accesses.customerId, ids)));
  return new Map(
    rows.map(({ id, unitId, panelId, passwordSealed, sourceView, sourceVersion, erasedAt, createdAt, updatedAt, ...row }) => {
      if (erasedAt !== null) erased.add(id);
      const view = openView(id, sourceView, passwords);
      const fields: CustomerFields = {
        ...row,
        kind: isGuessed(row, view) ? null : row.kind,
        password: passwords.open(id, passwordSealed),
        unit: unitId,
        panel: panelId,
        phones: (phones.get(id) ?? []).map(({ raw, billing, marketing, consent }) => ({ number: raw, billing, marketing, consent })),
        accesses: sortedAccesses((lines.get(id) ?? []).map((access) => ({ id: access.id, status: access.status }))),
      };
      return [id, { fields, view, sourceVersion }];
    }),
  );
}

/** A guess follows the name; what somebody stated stays. */
function isGuessed({ name, kind, taxId }: Pick<CustomerFields, 'name' | 'kind' | 'taxId'>, view: View | null): boolean {
  return (view?.kind ?? null) === null && kind === guessKind(name, taxId);
}

/** Gives the ids that were not there yet. */
export async function insertCustomers(rows: CustomerRows, written: Written<CustomerFields>[]): Promise<Set<string>> {
  const inserted = await rows.tx
    .insert(customers)
    .values(inIdOrder(written).map((one) => rowOf(rows, one)))
    .onConflictDoNothing()
    .returning({ id: customers.id });
  const ids = new Set(inserted.map(({ id }) => id));
  const fresh = written.filter(({ id }) => ids.has(id));
  await insertPhones(rows, fresh);
  await insertAccesses(rows.tx, fresh);
  return ids;
}

export async function updateCustomers(rows: CustomerRows, written: Written<CustomerFields>[]): Promise<void> {
  await upsert(rows, written, [...plainColumns, 'kind', 'passwordSealed', 'unitId', 'panelId', 'sourceView', 'sourceVersion', 'updatedAt']);
  // A number without area code takes the unit's, so a new unit reads the phones anew.
  const phones = written.filter((one) => differs(one, 'phones') || differs(one, 'unit'));
  const lines = written.filter((one) => differs(one, 'accesses'));
  if (phones.length > 0) {
    await rows.tx.delete(customerPhones).where(inArray(customerPhones.customerId, idsOf(phones)));
    await insertPhones(rows, phones);
  }
  if (lines.length > 0) {
    await rows.tx.delete(accesses).where(inArray(accesses.customerId, idsOf(lines)));
    await insertAccesses(rows.tx, lines);
  }
}

/** Renews only what the integration last sent. */
export async function noteCustomers(rows: CustomerRows, written: Written<CustomerFields>[]): Promise<void> {
  await upsert(rows, written, ['sourceView', 'sourceVersion']);
}

async function upsert(
  rows: CustomerRows,
  written: Written<CustomerFields>[],
  columns: Parameters<typeof takeExcluded<typeof customers>>[1],
): Promise<void> {
  await rows.tx
    .insert(customers)
    .values(inIdOrder(written).map((one) => rowOf(rows, one)))
    .onConflictDoUpdate({ target: customers.id, set: takeExcluded(customers, columns) });
}

function rowOf({ passwords, now }: CustomerRows, { id, record: { fields, view, sourceVersion } }: Written<CustomerFields>) {
  const { unit, panel, password, kind, phones: _phones, accesses: _accesses, ...columns } = fields;
  return {
    id,
    ...columns,
    kind: kind ?? guessKind(fields.name, fields.taxId),
    passwordSealed: passwords.seal(id, password),
    unitId: unit,
    panelId: panel,
    sourceView: sealView(id, view, passwords),
    sourceVersion,
    createdAt: now,
    updatedAt: now,
  };
}

function openView(id: string, view: View | null, passwords: Passwords): View | null {
  return view !== null && 'password' in view ? { ...view, password: passwords.open(id, view.password) } : view;
}

function sealView(id: string, view: View | null, passwords: Passwords): Record<string, unknown> | null {
  if (view === null) return null;
  const password = view.password;
  return 'password' in view ? { ...view, password: passwords.seal(id, typeof password === 'string' ? password : null) } : { ...view };
}

/** Far below the 65,535 values that one statement takes. */
const mostRows = 5_000;

async function insertPhones({ tx, areaCodes }: CustomerRows, written: Written<CustomerFields>[]): Promise<void> {
  const rows = written.flatMap(({ id, record: { fields } }) =>
    readPhones(fields.phones, { areaCode: areaCodes.get(fields.unit) ?? null }).phones.map((phone, position) => ({
      customerId: id,
      position,
      ...phone,
    })),
  );
  for (let from = 0; from < rows.length; from += mostRows) await tx.insert(customerPhones).values(rows.slice(from, from + mostRows));
}

async function insertAccesses(tx: Executor, written: Written<CustomerFields>[]): Promise<void> {
  const rows = written.flatMap(({ id, record }) => record.fields.accesses.map((access) => ({ customerId: id, ...access })));
  for (let from = 0; from < rows.length; from += mostRows) await tx.insert(accesses).values(rows.slice(from, from + mostRows));
}

/** The database keeps no order of lines, so they are compared in the order of their ids. */
export function sortedAccesses(lines: readonly AccessFields[]): AccessFields[] {
  return lines.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function differs({ record, before }: Written<CustomerFields>, field: keyof CustomerFields): boolean {
  return before === null || !sameValue(record.fields[field], before.fields[field]);
}

function idsOf(written: Written<CustomerFields>[]): string[] {
  return written.map(({ id }) => id);
}

function grouped<T extends { customerId: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.customerId, [...(groups.get(row.customerId) ?? []), row]);
  return groups;
}
