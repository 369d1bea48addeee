import { and, asc, eq, getTableColumns, gte, inArray, type SQL, sql } from 'drizzle-orm';
import type { AccessFields } from '../../domain/fields.ts';
import type { Instant, IsoDate } from '../../domain/instants.ts';
import type { ContactPolicy, CustomerKind, CustomerStatus } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { accesses, customerPhones, customers, units } from '../schema/index.ts';
import { byNewest, type Page, type PageRequest, pageOf } from './paging.ts';
import { partOf } from './part-of.ts';

export type CustomerPhone = {
  /** As it was typed. */
  raw: string;
  /** E.164; null when it cannot be a number. */
  number: string | null;
  kind: 'mobile' | 'landline' | 'unusable';
  billing: boolean;
  marketing: boolean;
  consent: { at: string; source: string; wording: string | null } | null;
};

/** A customer as people see one. A password is never among it. */
export type Customer = {
  id: string;
  name: string;
  kind: CustomerKind;
  tradeName: string | null;
  taxId: string | null;
  login: string | null;
  status: CustomerStatus;
  birthDate: IsoDate | null;
  unit: string;
  panel: string | null;
  plan: string | null;
  city: string | null;
  state: string | null;
  email: string | null;
  timeZone: string | null;
  contact: ContactPolicy;
  test: boolean;
  erasedAt: Instant | null;
  sourceVersion: number | null;
  createdAt: Instant;
  updatedAt: Instant;
  phones: CustomerPhone[];
  accesses: AccessFields[];
  /** Of the unit: short numbers were completed with it. */
  unitAreaCode: string | null;
};

export type CustomerFilter = {
  /** Part of a name or login, a whole id, or digits of a tax id or phone. */
  q?: string | undefined;
  status?: CustomerStatus | undefined;
  unit?: string | undefined;
  /** The units that whoever asks is limited to. */
  units?: readonly string[] | undefined;
  updatedSince?: Instant | undefined;
};

const { sourceView: _view, passwordSealed: _password, unitId, panelId, ...plain } = getTableColumns(customers);
const shown = { ...plain, unit: unitId, panel: panelId, unitAreaCode: units.areaCode };

/** Customers that fit every part of the filter, newest first. */
export async function listCustomers(db: Executor, filter: CustomerFilter, page: PageRequest): Promise<Page<Customer>> {
  const { order, start } = byNewest(customers.createdAt, customers.id, page.after);
  const rows = await db
    .select(shown)
    .from(customers)
    .innerJoin(units, eq(units.id, customers.unitId))
    .where(
      and(
        filter.q === undefined ? undefined : sql`${customers.id} in (${customersFoundBy(filter.q)})`,
        filter.status === undefined ? undefined : eq(customers.status, filter.status),
        filter.unit === undefined ? undefined : eq(customers.unitId, filter.unit),
        filter.units === undefined ? undefined : inArray(customers.unitId, [...filter.units]),
        filter.updatedSince === undefined ? undefined : gte(customers.updatedAt, filter.updatedSince),
        start,
      ),
    )
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(
    await withDetails(db, rows),
    page.limit,
    ({ id, createdAt }) => ({ key: createdAt, id }),
    (customer) => customer,
  );
}

/** A customer with phones and accesses; null when there is none of that id. */
export async function readCustomer(db: Executor, id: string): Promise<Customer | null> {
  const rows = await db.select(shown).from(customers).innerJoin(units, eq(units.id, customers.unitId)).where(eq(customers.id, id));
  return (await withDetails(db, rows))[0] ?? null;
}

/** Those of these ids that are no customer's. */
export async function unknownCustomers(db: Executor, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: customers.id })
    .from(customers)
    .where(inArray(customers.id, [...ids]));
  const known = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}

/** The customers that `q` finds. Each way to be found has its index; joined by OR none of them would be used. */
export function customersFoundBy(q: string): SQL {
  const part = partOf(q);
  const digits = q.replace(/\D/g, '');
  const ways = [
    sql`select id from customers where lower(name) like ${part}`,
    sql`select id from customers where lower(login) like ${part}`,
    sql`select id from customers where id = ${q}`,
  ];
  if (digits.length >= 4) {
    ways.push(sql`select id from customers where regexp_replace(tax_id, '\\D', '', 'g') = ${digits}`);
    ways.push(sql`select customer_id from customer_phones where number like ${`%${digits}`}`);
  }
  return sql.join(ways, sql` union `);
}

async function withDetails(db: Executor, rows: Omit<Customer, 'phones' | 'accesses'>[]): Promise<Customer[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const phones = await db
    .select()
    .from(customerPhones)
    .where(inArray(customerPhones.customerId, ids))
    .orderBy(asc(customerPhones.position));
  const lines = await db.select().from(accesses).where(inArray(accesses.customerId, ids)).orderBy(asc(accesses.id));
  return rows.map((row) => ({
    ...row,
    phones: phones
      .filter(({ customerId }) => customerId === row.id)
      .map(({ raw, number, kind, billing, marketing, consent }) => ({ raw, number, kind, billing, marketing, consent })),
    accesses: lines.filter(({ customerId }) => customerId === row.id).map(({ id, status }) => ({ id, status })),
  }));
}
