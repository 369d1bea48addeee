import { asc, inArray } from 'drizzle-orm';
import type { Arrival } from '../../domain/arrival.ts';
import { isCreationNews } from '../../domain/arrival.ts';
import { type ChargeFields, chargeDefaults } from '../../domain/fields.ts';
import type { Named } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { charges } from '../schema/index.ts';
import { customersToday } from './local-dates.ts';
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
  const rowsOf = (written: Written<ChargeFields>[]) =>
    inIdOrder(written).map(({ id, record: { fields, view, sourceVersion } }) => ({
      id,
      ...fields,
      status: 'open' as const,
      firstSeenAt: now,
      announceCreated: isCreationNews({ arrival, issuedAt: fields.issuedAt, today: today.get(fields.customerId) ?? now.slice(0, 10) }),
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
  const store: Store<ChargeFields> = {
    entity: 'charge',
    check: ({ customerId }, before) =>
      customerId === before?.customerId || today.has(customerId) ? { warnings: [] } : customerUnknown(customerId),
    lock: (ids) => lockCharges(tx, ids),
    async insert(written) {
      const inserted = await tx.insert(charges).values(rowsOf(written)).onConflictDoNothing().returning({ id: charges.id });
      return new Set(inserted.map(({ id }) => id));
    },
    async update(written) {
      await upsert(written, [...fieldColumns, 'sourceView', 'sourceVersion']);
      await raiseRevisions(tx, { chargeIds: written.map(({ id }) => id), start: true, now });
    },
    async note(written) {
      await upsert(written, ['sourceView', 'sourceVersion']);
    },
  };
  return saveRecords(tx, store, batch, context);
}

async function lockCharges(tx: Executor, ids: string[]) {
  const rows = await tx.select().from(charges).where(inArray(charges.id, ids)).orderBy(asc(charges.id)).for('no key update');
  return new Map(
    rows.map(
      ({ id, sourceView, sourceVersion, status, revision, firstSeenAt, announceCreated, resumedAt, createdAt, updatedAt, ...fields }) => [
        id,
        { fields, view: sourceView, sourceVersion },
      ],
    ),
  );
}

function customerUnknown(customerId: string) {
  return {
    problem: {
      code: 'customer-unknown',
      path: 'customerId',
      given: customerId,
      message: { pt: 'cliente desconhecido', en: 'unknown customer' },
      expected: { pt: 'o id de um cliente cadastrado', en: 'the id of a customer that was put before' },
    },
  };
}
