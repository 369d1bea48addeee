import { asc, inArray } from 'drizzle-orm';
import type { Arrival } from '../../domain/arrival.ts';
import { isCreationNews } from '../../domain/arrival.ts';
import { type ChargeFields, chargeDefaults, type FieldProblem } from '../../domain/fields.ts';
import type { Named } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { charges } from '../schema/index.ts';
import { customersToday } from './local-dates.ts';
import { loadReplaceTargets, markReplaced, type ReplaceTargets, replaceProblem } from './replaced-charges.ts';
import { raiseRevisions } from './revisions.ts';
import {
  type Identified,
  inIdOrder,
  type SaveResult,
  type Saving,
  type Store,
  saveRecords,
  takeExcluded,
  type WriteContext,
  type Written,
} from './save-records.ts';

/** A field left out keeps its value, or takes its default on a new charge; a PUT names them all. */
export type ChargeRecord = Identified & Pick<ChargeFields, 'customerId' | 'amountCents' | 'dueDate'> & Named<ChargeFields>;

/** `arrival`: an event of its own, or a line of a file that takes over, or of the daily file. */
export type ChargeContext = WriteContext & { arrival: Arrival };

/**
 * Writes charges; see `saveRecords`. The status is never touched. Changed charges are told to their workflows; whether a created one
 * has a step ahead is for the caller to plan.
 */
export async function saveCharges(tx: Executor, records: readonly ChargeRecord[], context: ChargeContext): Promise<SaveResult[]> {
  const batch = records.map(({ id, sourceVersion, ...named }) => ({
    id,
    sourceVersion,
    named,
    whole: Object.assign({ ...chargeDefaults }, named),
  }));
  return saveBatch(tx, batch, context);
}

/** Changes the named fields of a charge; null when there is none of that id. */
export async function patchCharge(
  tx: Executor,
  { id, sourceVersion, ...named }: Identified & Named<ChargeFields>,
  context: WriteContext,
): Promise<SaveResult | null> {
  const [result] = await saveBatch(tx, [{ id, sourceVersion, named, whole: null }], { ...context, arrival: 'event' });
  return result ?? null;
}

const fieldColumns = [
  'customerId',
  'type',
  'code',
  'documentNumber',
  'amountCents',
  'discountedAmountCents',
  'discountUntil',
  'currentAmountCents',
  'issuedAt',
  'dueDate',
  'accessIds',
  'pixCode',
  'digitableLine',
  'paymentUrl',
  'replaces',
  'replaceKind',
  'noticeProvenAt',
] as const satisfies (keyof ChargeFields)[];

async function saveBatch(tx: Executor, batch: Saving<ChargeFields>[], context: ChargeContext): Promise<SaveResult[]> {
  const { now, arrival } = context;
  const today = await customersToday(
    tx,
    batch.flatMap(({ named }) => named.customerId ?? []),
    now,
  );
  const isNews = ({ issuedAt, customerId }: ChargeFields) =>
    isCreationNews({ arrival, issuedAt, today: today.get(customerId) ?? now.slice(0, 10) });
  const rowsOf = (written: Written<ChargeFields>[]) =>
    inIdOrder(written).map(({ id, record: { fields, view, sourceVersion } }) => ({
      id,
      ...fields,
      status: 'open' as const,
      firstSeenAt: now,
      announceCreated: fields.replaceKind !== 'reissue' && isNews(fields),
      sourceView: view,
      sourceVersion,
      createdAt: now,
      updatedAt: now,
    }));
  const upsert = (written: Written<ChargeFields>[], columns: Parameters<typeof takeExcluded<typeof charges>>[1]) =>
    tx
      .insert(charges)
      .values(rowsOf(written))
      .onConflictDoUpdate({ target: charges.id, set: takeExcluded(charges, columns) });
  let targets: ReplaceTargets = new Map();
  const store: Store<ChargeFields> = {
    entity: 'charge',
    check(fields, before, id) {
      if (fields.customerId !== before?.customerId && !today.has(fields.customerId)) return { problem: customerUnknown(fields.customerId) };
      const problem = replaceProblem(id, fields, before, targets);
      return problem === null ? { warnings: [] } : { problem };
    },
    async lock(ids) {
      const named = batch.flatMap(({ named: { replaces } }) => replaces ?? []);
      const stored = await lockCharges(tx, named.length === 0 ? ids : [...new Set([...ids, ...named])]);
      const replaced = [...ids.flatMap((id) => stored.get(id)?.fields.replaces ?? []), ...named];
      if (replaced.length > 0) targets = await loadReplaceTargets(tx, [...new Set([...ids, ...replaced])]);
      return stored;
    },
    async insert(written) {
      const inserted = await tx.insert(charges).values(rowsOf(written)).onConflictDoNothing().returning({ id: charges.id });
      const ids = new Set(inserted.map(({ id }) => id));
      await markReplaced(tx, written.filter(({ id }) => ids.has(id)).map(replacing), context);
      return ids;
    },
    async update(written) {
      await upsert(written, [...fieldColumns, 'sourceView', 'sourceVersion']);
      await raiseRevisions(tx, { chargeIds: written.map(({ id }) => id), start: true, now });
      await markReplaced(tx, written.map(replacing), context);
    },
    async note(written) {
      await upsert(written, ['sourceView', 'sourceVersion']);
    },
  };
  return saveRecords(tx, store, batch, context);
}

async function lockCharges(tx: Executor, ids: string[]) {
  const rows = await tx.select().from(charges).where(inArray(charges.id, ids)).orderBy(asc(charges.id)).for('no key update');
  return new Map(rows.map(({ id, sourceView, sourceVersion, ...row }) => [id, { fields: fieldsOf(row), view: sourceView, sourceVersion }]));
}

type Row = Omit<typeof charges.$inferSelect, 'id' | 'sourceView' | 'sourceVersion'>;

function fieldsOf({
  status,
  revision,
  firstSeenAt,
  announceCreated,
  resumedAt,
  replacedBy,
  createdAt,
  updatedAt,
  ...fields
}: Row): ChargeFields {
  return fields;
}

function replacing({ id, record, before }: Written<ChargeFields>) {
  return { id, replaces: record.fields.replaces, before: before?.fields.replaces ?? [] };
}

function customerUnknown(customerId: string): FieldProblem {
  return {
    code: 'customer-unknown',
    path: 'customerId',
    given: customerId,
    message: { pt: 'cliente desconhecido', en: 'unknown customer' },
    expected: { pt: 'o id de um cliente cadastrado', en: 'the id of a customer that was put before' },
  };
}
