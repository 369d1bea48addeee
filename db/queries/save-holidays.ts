import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { FieldProblem } from '../../domain/fields.ts';
import { dayKeyOf, type HolidayFields, type HolidayScope, scopeKeyOf } from '../../domain/holiday-entries.ts';
import { sameValue } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { holidays, units } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { raiseCatalogueRevision } from './catalogue.ts';
import { findTakenDays, readHoliday } from './read-holidays.ts';
import {
  type Identified,
  inIdOrder,
  type SaveResult,
  type Store,
  saveRecords,
  takeExcluded,
  type WriteContext,
  type Written,
} from './save-records.ts';

export type HolidaySaving = Identified & HolidayFields;

/**
 * Writes entries; see `saveRecords`. A place has one entry a day, and a unit must be there. `touched`: the places whose open charges the
 * caller plans again; another name alone moves nothing.
 */
export async function saveHolidays(
  tx: Executor,
  records: readonly HolidaySaving[],
  context: WriteContext,
): Promise<{ results: SaveResult[]; touched: HolidayScope[] }> {
  await lockHolidays(tx);
  const batch = records.map(({ id, sourceVersion, ...whole }) => ({ id, sourceVersion, named: whole, whole }));
  const known = await knownBefore(tx, records);
  const touched: HolidayScope[] = [];
  const results = await saveRecords(tx, holidayStore(tx, context, known, touched), batch, context);
  return { results, touched };
}

/** Takes an entry away: date-holidays says again what the day is. Null when there is none; else the place it was of. */
export async function deleteHoliday(
  tx: Executor,
  id: string,
  { now, actor }: Pick<WriteContext, 'now' | 'actor'>,
): Promise<HolidayScope | null> {
  await lockHolidays(tx);
  const before = await readHoliday(tx, id);
  if (before === null) return null;
  await tx.delete(holidays).where(eq(holidays.id, id));
  await raiseCatalogueRevision(tx);
  await writeAudit(tx, [{ at: now, actor, action: 'holiday.deleted', entity: 'holiday', entityId: id, before }]);
  return before.scope;
}

/** One writer at a time: two must not take the same day of a place under two ids. Readers do not wait. */
export async function lockHolidays(tx: Executor): Promise<void> {
  await tx.execute(sql`lock table holidays in share row exclusive mode`);
}

type Known = { idByDay: Map<string, string>; unitIds: ReadonlySet<string> };

async function knownBefore(tx: Executor, records: readonly HolidayFields[]): Promise<Known> {
  const taken = await findTakenDays(tx, { scopeKeys: records.map(({ scope }) => scopeKeyOf(scope)), dayKeys: records.map(dayKeyOf) });
  const named = records.flatMap(({ scope }) => (scope !== 'country' && 'unit' in scope ? scope.unit : []));
  const found = named.length === 0 ? [] : await tx.select({ id: units.id }).from(units).where(inArray(units.id, named));
  return {
    idByDay: new Map(taken.map(({ id, scopeKey, dayKey }) => [`${scopeKey} ${dayKey}`, id])),
    unitIds: new Set(found.map(({ id }) => id)),
  };
}

function problemOf(fields: HolidayFields, id: string, { idByDay, unitIds }: Known): FieldProblem | null {
  const { scope, date } = fields;
  if (scope !== 'country' && 'unit' in scope && !unitIds.has(scope.unit)) {
    return {
      code: 'unit-unknown',
      path: 'scope.unit',
      given: scope.unit,
      message: { pt: 'unidade desconhecida', en: 'unknown unit' },
      expected: { pt: 'o id de uma unidade cadastrada', en: 'the id of a unit that was put before' },
    };
  }
  const key = `${scopeKeyOf(scope)} ${dayKeyOf(fields)}`;
  const holder = idByDay.get(key) ?? id;
  idByDay.set(key, holder);
  if (holder === id) return null;
  return {
    code: 'holiday-taken',
    path: 'date',
    given: date,
    message: { pt: `este lugar já tem o dia sob o id "${holder}"`, en: `this place has the day already under the id "${holder}"` },
    expected: { pt: `outro dia, ou uma mudança de "${holder}"`, en: `another day, or a change of "${holder}"` },
  };
}

function holidayStore(tx: Executor, { now }: WriteContext, known: Known, touched: HolidayScope[]): Store<HolidayFields> {
  const rowsOf = (written: Written<HolidayFields>[]) =>
    inIdOrder(written).map(({ id, record: { fields, view, sourceVersion } }) => ({
      id,
      ...fields,
      scopeKey: scopeKeyOf(fields.scope),
      dayKey: dayKeyOf(fields),
      sourceView: view,
      sourceVersion,
      createdAt: now,
      updatedAt: now,
    }));
  const upsert = (written: Written<HolidayFields>[], columns: Parameters<typeof takeExcluded<typeof holidays>>[1]) =>
    tx
      .insert(holidays)
      .values(rowsOf(written))
      .onConflictDoUpdate({ target: holidays.id, set: takeExcluded(holidays, columns) });
  return {
    entity: 'holiday',
    check(fields, _before, id) {
      const problem = problemOf(fields, id, known);
      return problem === null ? { warnings: [] } : { problem };
    },
    async lock(ids) {
      const rows = await tx.select().from(holidays).where(inArray(holidays.id, ids)).orderBy(asc(holidays.id));
      return new Map(
        rows.map(({ id, date, yearly, name, scope, business, sending, sourceView, sourceVersion }) => [
          id,
          { fields: { date, yearly, name, scope, business, sending }, view: sourceView, sourceVersion },
        ]),
      );
    },
    async insert(written) {
      await tx.insert(holidays).values(rowsOf(written));
      await raiseCatalogueRevision(tx);
      touched.push(...written.map(({ record }) => record.fields.scope));
      return new Set(written.map(({ id }) => id));
    },
    async update(written) {
      await upsert(written, [...entryColumns, 'scopeKey', 'dayKey', 'sourceView', 'sourceVersion', 'updatedAt']);
      await raiseCatalogueRevision(tx);
      for (const { record, before } of written) {
        if (before !== null && movesDays(before.fields, record.fields)) touched.push(before.fields.scope, record.fields.scope);
      }
    },
    async note(written) {
      await upsert(written, ['sourceView', 'sourceVersion']);
    },
  };
}

function movesDays({ name: _before, ...before }: HolidayFields, { name: _after, ...after }: HolidayFields): boolean {
  return !sameValue(before, after);
}

const entryColumns = ['date', 'yearly', 'name', 'scope', 'business', 'sending'] as const satisfies (keyof HolidayFields)[];
