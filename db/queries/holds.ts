import { and, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { FieldProblem } from '../../domain/fields.ts';
import { isDate, pastProblem, promiseProblem, stopEnd } from '../../domain/hold-limits.ts';
import type { Instant, IsoDate } from '../../domain/instants.ts';
import { zoneOf } from '../../domain/local-time.ts';
import type { HoldKind } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { holds, settings } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { pushEvent } from './events-out.ts';
import { type CreatorNamed, withCreatorNames } from './names.ts';
import { byNewest, type Page, type PageRequest, pageOf } from './paging.ts';
import { textArray } from './revisions.ts';
import { chargesWithin, filterCondition, raiseRevisionsOfScope, type Scope, scopeColumns, scopeOf } from './scope.ts';
import { lockScopeTarget } from './scope-target.ts';
import { unitOfScope } from './unit-of.ts';

export type Hold = {
  id: string;
  scope: Scope;
  kind: HoldKind;
  until: Instant | null;
  releaseOverHours: number | null;
  reason: string;
  createdBy: string;
  createdAt: Instant;
  releasedAt: Instant | null;
  releasedBy: string | null;
};

/** `until`: an instant, or a date for its whole day where the customer lives. */
export type HoldAsked = Pick<Hold, 'id' | 'scope' | 'kind' | 'releaseOverHours' | 'reason'> & { until: Instant | IsoDate | null };

export type HoldResult = { outcome: 'created'; hold: Hold; openCharges: number } | { outcome: 'refused'; problem: FieldProblem };

type Context = { now: Instant; actor: string };

/** Stops the steps of whom the scope names, in one transaction with everything that follows from it: from its end on nothing leaves. */
export async function createHold(tx: Executor, asked: HoldAsked, { now, actor }: Context): Promise<HoldResult> {
  const target = await lockScopeTarget(tx, asked.scope);
  if (target.kind === 'refused') return { outcome: 'refused', problem: target.problem };
  const problem = unfitForMany(asked, target.kind);
  if (problem !== null) return { outcome: 'refused', problem };

  const zone = zoneOf(target.kind === 'customer' ? target.timeZone : 'UTC');
  const until = asked.until === null ? null : stopEnd(asked.until, zone);
  const past = pastProblem(until, { given: asked.until ?? '', now });
  if (past !== null) return { outcome: 'refused', problem: past };
  if (asked.kind === 'promise' && target.kind === 'customer') {
    const limits = await readPromiseLimits(tx);
    const made = await countPromises(tx, target.customerId, { withinDays: limits.withinDays, now });
    const broken = promiseProblem({ until, zone, now, limits, made });
    if (broken !== null) return { outcome: 'refused', problem: broken };
  }

  const { scope, ...fields } = asked;
  const row = { ...fields, ...scopeColumns(scope), until, from: now, createdBy: actor, createdAt: now, updatedAt: now };
  await tx.insert(holds).values(row);
  // A charge that sleeps finds the hold when it wakes; a promise may have a reminder before that.
  const call = 'filter' in scope ? 'waiting' : asked.kind === 'promise' ? 'all' : 'running';
  const openCharges = await raiseRevisionsOfScope(tx, scope, { call, now });
  const hold = { ...fields, scope, until, createdBy: actor, createdAt: now, releasedAt: null, releasedBy: null };
  await tellOf(tx, hold, { action: 'hold.created', state: 'active' }, { now, actor });
  return { outcome: 'created', hold, openCharges };
}

/** Ends a hold before its time. One that is over already, by itself or by a person, stays as it is; null when there is none. */
export async function releaseHold(tx: Executor, id: string, { now, actor }: Context): Promise<{ hold: Hold; changed: boolean } | null> {
  const [row] = await tx.select().from(holds).where(eq(holds.id, id)).for('update');
  if (row === undefined) return null;
  if (row.releasedAt !== null || (row.until !== null && row.until <= now)) return { hold: holdOf(row), changed: false };
  const released = { until: now, releasedAt: now, releasedBy: actor, updatedAt: now };
  await tx.update(holds).set(released).where(eq(holds.id, id));
  const hold = holdOf({ ...row, ...released });
  await raiseRevisionsOfScope(tx, hold.scope, { call: 'all', now });
  await tellOf(tx, hold, { action: 'hold.released', state: 'over' }, { now, actor });
  return { hold, changed: true };
}

async function tellOf(
  tx: Executor,
  { id, scope, kind, until, reason, releaseOverHours }: Hold,
  { action, state }: { action: string; state: 'active' | 'over' },
  { now, actor }: Context,
): Promise<void> {
  const said = { scope, kind, until, releaseOverHours };
  await writeAudit(tx, [{ at: now, actor, action, entity: 'hold', entityId: id, after: { ...said, reason } }]);
  await pushEvent(tx, { type: 'charge.held', data: { holdId: id, state, ...said }, details: { reason }, now });
}

/** A promise is somebody's, and a date ends at another hour in every zone. */
function unfitForMany({ kind, until }: HoldAsked, target: 'customer' | 'many'): FieldProblem | null {
  if (target === 'customer') return null;
  if (kind === 'promise') {
    return {
      code: 'promise-of-many',
      path: 'scope.filter',
      given: 'filter',
      message: { pt: 'uma promessa é de um cliente', en: 'a promise is one customer’s' },
      expected: { pt: 'chargeId ou customerId', en: 'chargeId or customerId' },
    };
  }
  return until !== null && isDate(until) ? dateOfMany(until) : null;
}

/** For scopes that span zones. */
export function dateOfMany(given: string): FieldProblem {
  return {
    code: 'until-without-zone',
    path: 'until',
    given,
    message: { pt: 'um filtro pode abranger vários fusos', en: 'a filter may span time zones' },
    expected: { pt: 'um instante ISO 8601 com fuso', en: 'an ISO 8601 instant with offset' },
  };
}

async function readPromiseLimits(tx: Executor) {
  const [row] = await tx.select({ promises: settings.promises }).from(settings);
  if (row === undefined) throw new Error('The settings row is missing: run the migrations.');
  return row.promises;
}

/** Promises of this customer, kept or not, of the last days. */
async function countPromises(tx: Executor, customerId: string, { withinDays, now }: { withinDays: number; now: Instant }): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select id from holds where customer_id = ${customerId} and kind = 'promise' and created_at > ${now}::timestamptz - make_interval(days => ${withinDays})
      union all
      select h.id from charges c join holds h on h.charge_id = c.id
      where c.customer_id = ${customerId} and h.kind = 'promise' and h.created_at > ${now}::timestamptz - make_interval(days => ${withinDays})
    ) as made`);
  return row?.count ?? 0;
}

export type HoldFilter = {
  chargeId?: string | undefined;
  /** The customer's own holds and those of their charges. */
  customerId?: string | undefined;
  kind?: HoldKind | undefined;
  /** In force at this instant. */
  activeAt?: Instant | undefined;
  /** Only those about somebody of these units. */
  units?: readonly string[] | undefined;
};

/** Holds that fit every part of the filter, newest first. */
export async function listHolds(
  db: Executor,
  { chargeId, customerId, kind, activeAt, units }: HoldFilter,
  page: PageRequest,
): Promise<Page<CreatorNamed<Hold>>> {
  const { order, start } = byNewest(holds.createdAt, holds.id, page.after);
  const rows = await db
    .select()
    .from(holds)
    .where(
      and(
        chargeId === undefined ? undefined : eq(holds.chargeId, chargeId),
        customerId === undefined ? undefined : ofCustomer(customerId),
        kind === undefined ? undefined : eq(holds.kind, kind),
        activeAt === undefined ? undefined : or(isNull(holds.until), gt(holds.until, activeAt)),
        units && inArray(unitOfScope(holds), [...units]),
        start,
      ),
    )
    .orderBy(...order)
    .limit(page.limit + 1);
  const { items, next } = pageOf(rows, page.limit, ({ id, createdAt }) => ({ key: createdAt, id }), holdOf);
  return { items: await withCreatorNames(db, items), next };
}

function ofCustomer(customerId: string): SQL {
  return sql`${holds.id} in (
    select id from holds where customer_id = ${customerId}
    union all select h.id from charges c join holds h on h.charge_id = c.id where c.customer_id = ${customerId})`;
}

function holdOf({
  id,
  kind,
  until,
  releaseOverHours,
  reason,
  createdBy,
  createdAt,
  releasedAt,
  releasedBy,
  ...row
}: typeof holds.$inferSelect): Hold {
  return { id, scope: scopeOf(row), kind, until, releaseOverHours, reason, createdBy, createdAt, releasedAt, releasedBy };
}

/** The holds in force on each of these charges: its own, its customer's, and those whose filter names the customer. */
export async function holdsOfCharges(db: Executor, chargeIds: string[], now: Instant): Promise<Map<string, CreatorNamed<Hold>[]>> {
  const held = new Map<string, CreatorNamed<Hold>[]>();
  if (chargeIds.length === 0) return held;
  const inForce = or(isNull(holds.until), gt(holds.until, now));
  const filtered = await db
    .select()
    .from(holds)
    .where(and(sql`${holds.filter} is not null`, inForce));
  const named = await chargesWithin(
    db,
    chargeIds,
    filtered.map(({ id, filter }) => ({ id, filter: filter ?? {} })),
  );
  const own = await db.execute<{ chargeId: string; id: string }>(sql`
    select c.id as "chargeId", h.id from charges c join holds h on h.charge_id = c.id
    where c.id = any(${textArray(chargeIds)}) and (h.until is null or h.until > ${now})
    union all
    select c.id, h.id from charges c join holds h on h.customer_id = c.customer_id
    where c.id = any(${textArray(chargeIds)}) and (h.until is null or h.until > ${now})`);
  const links = [...own, ...named];
  const rows =
    links.length === 0
      ? []
      : await db
          .select()
          .from(holds)
          .where(inArray(holds.id, [...new Set(links.map(({ id }) => id))]));
  const byId = new Map((await withCreatorNames(db, rows.map(holdOf))).map((hold) => [hold.id, hold]));
  for (const { chargeId, id } of links) {
    const hold = byId.get(id);
    if (hold !== undefined) held.set(chargeId, [...(held.get(chargeId) ?? []), hold]);
  }
  return held;
}

/** For a list of charges: those that a hold stops now, of one kind or of any. */
export async function heldCharges(db: Executor, { kind, now }: { kind: HoldKind | null; now: Instant }): Promise<SQL> {
  const ofKind = kind === null ? sql`true` : sql`h.kind = ${kind}`;
  const filtered = await db
    .select({ filter: holds.filter })
    .from(holds)
    .where(
      and(
        sql`${holds.filter} is not null`,
        kind === null ? undefined : eq(holds.kind, kind),
        or(isNull(holds.until), gt(holds.until, now)),
      ),
    );
  const parts = [
    sql`select h.charge_id from holds h where h.charge_id is not null and ${ofKind} and (h.until is null or h.until > ${now})`,
    sql`select c.id from holds h join charges c on c.customer_id = h.customer_id where ${ofKind} and (h.until is null or h.until > ${now})`,
    ...filtered.map(
      ({ filter }) => sql`
        select c.id from charges c join customers u on u.id = c.customer_id where c.status = 'open' and ${filterCondition(filter ?? {})}`,
    ),
  ];
  return sql.join(parts, sql` union all `);
}
