import { and, desc, eq, getTableColumns, gte, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { ChargeFields } from '../../domain/fields.ts';
import type { Instant, IsoDate } from '../../domain/instants.ts';
import type { Move } from '../../domain/plan.ts';
import type { ChargeStatus, HoldKind } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { charges, customers, payments, steps, units } from '../schema/index.ts';
import { heldCharges } from './holds.ts';
import { byNewest, type Page, type PageRequest, pageOf } from './paging.ts';
import { chargesWaitingFor, type WaitingFor } from './read-alerts.ts';
import { customersFoundBy } from './read-customers.ts';

export type ChargePayment = { id: string; paidOn: IsoDate; paidAt: Instant | null; paidAmountCents: number; settles: boolean };

export type Charge = ChargeFields & {
  id: string;
  status: ChargeStatus;
  /** The charge that took this one's place. */
  replacedBy: string | null;
  sourceVersion: number | null;
  createdAt: Instant;
  updatedAt: Instant;
  /** Those that were not taken back, newest first. */
  payments: ChargePayment[];
};

/** Charges of a unit are overdue on the local date `today` when they were due by `dueBy`: holidays are counted in. */
export type OverdueLimit = { unitId: string; today: IsoDate; dueBy: IsoDate };

export type ChargeFilter = {
  /** A whole id, code or document number, or what finds its customer. */
  q?: string | undefined;
  customerId?: string | undefined;
  unit?: string | undefined;
  /** The units that whoever asks is limited to. */
  units?: readonly string[] | undefined;
  status?: ChargeStatus | undefined;
  /** Open and past the effective due date, by these limits. */
  overdue?: { now: Instant; limits: OverdueLimit[] } | undefined;
  dueFrom?: IsoDate | undefined;
  dueTo?: IsoDate | undefined;
  updatedSince?: Instant | undefined;
  /** Open and stopped by a hold, of one kind or of any; or open and not stopped. */
  held?: { kind: HoldKind | null; now: Instant } | { none: true; now: Instant } | undefined;
  /** With an open alert: somebody has to look at it. */
  waiting?: WaitingFor | undefined;
};

const {
  sourceView: _view,
  revision: _revision,
  firstSeenAt: _seen,
  announceCreated: _announce,
  resumedAt: _resumed,
  ...shown
} = getTableColumns(charges);

/** Charges that fit every part of the filter, newest first. */
export async function listCharges(db: Executor, filter: ChargeFilter, page: PageRequest): Promise<Page<Charge>> {
  const { order, start } = byNewest(charges.createdAt, charges.id, page.after);
  const rows = await db
    .select(shown)
    .from(charges)
    .innerJoin(customers, eq(customers.id, charges.customerId))
    .innerJoin(units, eq(units.id, customers.unitId))
    .where(
      and(
        filter.q === undefined ? undefined : foundBy(filter.q),
        filter.customerId === undefined ? undefined : eq(charges.customerId, filter.customerId),
        filter.unit === undefined ? undefined : eq(customers.unitId, filter.unit),
        filter.units === undefined ? undefined : inArray(customers.unitId, [...filter.units]),
        filter.status === undefined ? undefined : eq(charges.status, filter.status),
        filter.overdue && isOverdue(filter.overdue),
        filter.dueFrom === undefined ? undefined : gte(charges.dueDate, filter.dueFrom),
        filter.dueTo === undefined ? undefined : lte(charges.dueDate, filter.dueTo),
        filter.updatedSince === undefined ? undefined : gte(charges.updatedAt, filter.updatedSince),
        filter.held && (await isHeld(db, filter.held)),
        filter.waiting && inArray(charges.id, chargesWaitingFor(db, filter.waiting)),
        start,
      ),
    )
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(
    await withPayments(db, rows),
    page.limit,
    ({ id, createdAt }) => ({ key: createdAt, id }),
    (charge) => charge,
  );
}

/** A charge with its payments; null when there is none of that id. */
export async function readCharge(db: Executor, id: string): Promise<Charge | null> {
  const rows = await db.select(shown).from(charges).where(eq(charges.id, id));
  return (await withPayments(db, rows))[0] ?? null;
}

/** What the database knows of a charge's steps beyond what the planner needs, by key. */
export async function readStepDetails(db: Executor, chargeId: string): Promise<Map<string, { id: number; moved: Move[] }>> {
  const rows = await db.select({ id: steps.id, key: steps.key, moved: steps.moved }).from(steps).where(eq(steps.chargeId, chargeId));
  return new Map(rows.map(({ key, id, moved }) => [key, { id, moved }]));
}

async function isHeld(db: Executor, held: Exclude<ChargeFilter['held'], undefined>): Promise<SQL> {
  if ('none' in held)
    return sql`${charges.status} = 'open' and ${charges.id} not in (${await heldCharges(db, { kind: null, now: held.now })})`;
  return sql`${charges.status} = 'open' and ${charges.id} in (${await heldCharges(db, held)})`;
}

/** Each way to be found has its index; joined by OR none of them would be used. */
function foundBy(q: string): SQL {
  return sql`${charges.id} in (
    select id from charges where id = ${q} union select id from charges where code = ${q} union select id from charges where document_number = ${q}
    union select id from charges where customer_id in (${customersFoundBy(q)}))`;
}

function isOverdue({ now, limits }: { now: Instant; limits: OverdueLimit[] }): SQL {
  if (limits.length === 0) return sql`false`;
  const table = sql.join(
    limits.map(({ unitId, today, dueBy }) => sql`(${unitId}::text, ${today}::date, ${dueBy}::date)`),
    sql`, `,
  );
  return sql`${charges.status} = 'open' and exists (
    select 1 from (values ${table}) as limits (unit_id, today, due_by)
    where limits.unit_id = ${customers.unitId} and ${charges.dueDate} <= limits.due_by
      and limits.today = (${now}::timestamptz at time zone coalesce(${customers.timeZone}, ${units.timeZone}))::date)`;
}

async function withPayments(db: Executor, rows: Omit<Charge, 'payments'>[]): Promise<Charge[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const paid = await db
    .select()
    .from(payments)
    .where(and(inArray(payments.chargeId, ids), isNull(payments.reversedAt)))
    .orderBy(desc(payments.learnedAt), desc(payments.id));
  return rows.map((row) => ({
    ...row,
    payments: paid
      .filter(({ chargeId }) => chargeId === row.id)
      .map(({ id, paidOn, paidAt, paidAmountCents, settles }) => ({ id, paidOn, paidAt, paidAmountCents, settles })),
  }));
}
