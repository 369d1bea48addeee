import { asc, inArray, sql } from 'drizzle-orm';
import type { UnitFields } from '../../domain/fields.ts';
import type { Instant } from '../../domain/instants.ts';
import { differences } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { settings, units } from '../schema/index.ts';
import { raiseRevisions } from './revisions.ts';
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

export type UnitRecord = Identified & UnitFields;

/** Writes units; see `saveRecords`. A new zone, city or state plans the unit's waiting charges again. */
export async function saveUnits(tx: Executor, records: readonly UnitRecord[], context: WriteContext): Promise<SaveResult[]> {
  const batch = records.map(({ id, sourceVersion, ...whole }) => ({ id, sourceVersion, named: whole, whole }));
  return saveRecords(tx, unitStore(tx, context), batch, context);
}

const fieldColumns = [
  'name',
  'legalName',
  'taxId',
  'street',
  'number',
  'district',
  'city',
  'state',
  'postalCode',
  'areaCode',
  'phone',
  'email',
  'website',
  'timeZone',
] as const satisfies (keyof UnitFields)[];

function unitStore(tx: Executor, { now }: WriteContext): Store<UnitFields> {
  const rowsOf = (written: Written<UnitFields>[]) =>
    inIdOrder(written).map(({ id, record: { fields, view, sourceVersion } }) => ({
      id,
      ...fields,
      sourceView: view,
      sourceVersion,
      createdAt: now,
      updatedAt: now,
    }));
  const upsert = (written: Written<UnitFields>[], columns: Parameters<typeof takeExcluded<typeof units>>[1]) =>
    tx
      .insert(units)
      .values(rowsOf(written))
      .onConflictDoUpdate({ target: units.id, set: takeExcluded(units, columns) });
  return {
    entity: 'unit',
    check: () => ({ warnings: [] }),
    async lock(ids) {
      const rows = await tx.select().from(units).where(inArray(units.id, ids)).orderBy(asc(units.id)).for('no key update');
      return new Map(
        rows.map(({ id, sourceView, sourceVersion, createdAt, updatedAt, ...fields }) => [id, { fields, view: sourceView, sourceVersion }]),
      );
    },
    async insert(written) {
      const inserted = await tx.insert(units).values(rowsOf(written)).onConflictDoNothing().returning({ id: units.id });
      await raiseCatalogueRevision(tx);
      return new Set(inserted.map(({ id }) => id));
    },
    async update(written) {
      await upsert(written, [...fieldColumns, 'sourceView', 'sourceVersion', 'updatedAt']);
      await raiseCatalogueRevision(tx);
      for (const { id, record, before } of written)
        if (before !== null && movesTime(before.fields, record.fields)) await planUnitAgain(tx, id, now);
    },
    async note(written) {
      await upsert(written, ['sourceView', 'sourceVersion']);
    },
  };
}

/** Texts are rendered when they are decided; only what moves a planned time concerns charges that sleep already. */
function movesTime(before: UnitFields, after: UnitFields): boolean {
  const { timeZone, city, state } = differences(before, after).after;
  return timeZone !== undefined || city !== undefined || state !== undefined;
}

async function raiseCatalogueRevision(tx: Executor): Promise<void> {
  await tx.update(settings).set({ catalogueRevision: sql`${settings.catalogueRevision} + 1` });
}

const pageOfCharges = 5_000;

async function planUnitAgain(tx: Executor, unitId: string, now: Instant): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await tx.execute<{ id: string }>(sql`
      select c.id from charges c join customers k on k.id = c.customer_id
      where k.unit_id = ${unitId} and c.id > ${after}
        and (exists (select 1 from charge_wakes w where w.charge_id = c.id)
          or exists (select 1 from steps s where s.charge_id = c.id and s.state = 'waiting'))
      order by c.id limit ${pageOfCharges} for no key update of c`);
    await raiseRevisions(tx, { chargeIds: rows.map(({ id }) => id), start: false, now });
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageOfCharges) return;
    after = last.id;
  }
}
