import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { ChargeStatus } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { charges, payments } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { raiseRevisions } from './revisions.ts';
import type { WriteContext } from './save-records.ts';

/** `missing`: there is no such charge or payment. */
export type StatusChange = 'changed' | 'unchanged' | 'missing';

/**
 * Takes a payment back. A charge that nothing settles any more is open again, and its ladder takes up at the next step after now; a
 * removed charge stays removed.
 */
export async function reversePayment(
  tx: Executor,
  { chargeId, paymentId }: { chargeId: string; paymentId: string },
  context: WriteContext,
): Promise<StatusChange> {
  const [charge] = await lockCharges(tx, [chargeId]);
  const [payment] = await tx
    .select()
    .from(payments)
    .where(and(eq(payments.chargeId, chargeId), eq(payments.id, paymentId)));
  if (charge === undefined || payment === undefined) return 'missing';
  if (payment.reversedAt !== null) return 'unchanged';

  await tx
    .update(payments)
    .set({ reversedAt: context.now })
    .where(and(eq(payments.chargeId, chargeId), eq(payments.id, paymentId)));
  const settled = await settledCharges(tx, [chargeId]);
  const reopened = charge.status === 'paid' && !settled.has(chargeId);
  if (reopened) await tx.update(charges).set({ status: 'open', resumedAt: context.now }).where(eq(charges.id, chargeId));
  const status = reopened ? 'open' : charge.status;
  await raiseRevisions(tx, { chargeIds: [chargeId], start: true, now: context.now });
  await auditStatus(tx, [{ ...charge, action: 'charge.payment-reversed', after: { paymentId, status } }], context);
  return 'changed';
}

/** Takes a charge out of the ladder, whatever it owes. */
export async function removeCharge(tx: Executor, chargeId: string, context: WriteContext): Promise<StatusChange> {
  return (await removeCharges(tx, [chargeId], context)).get(chargeId) ?? 'missing';
}

/** The same for many, in one go; an id that does not exist is absent from the answer. */
export async function removeCharges(tx: Executor, chargeIds: string[], context: WriteContext): Promise<Map<string, StatusChange>> {
  if (chargeIds.length === 0) return new Map();
  const locked = await lockCharges(tx, chargeIds);
  const standing = locked.filter(({ status }) => status !== 'removed');
  const ids = standing.map(({ id }) => id);
  if (ids.length > 0) await tx.update(charges).set({ status: 'removed' }).where(inArray(charges.id, ids));
  await raiseRevisions(tx, { chargeIds: ids, start: false, now: context.now });
  await auditStatus(
    tx,
    standing.map((charge) => ({ ...charge, action: 'charge.removed', after: { status: 'removed' } })),
    context,
  );
  return new Map(locked.map(({ id, status }) => [id, status === 'removed' ? 'unchanged' : 'changed']));
}

/** Undoes a removal: the charge is open again, or paid where a payment settles it. One that is not removed stays as it is. */
export async function restoreCharge(tx: Executor, chargeId: string, context: WriteContext): Promise<StatusChange> {
  const [charge] = await lockCharges(tx, [chargeId]);
  if (charge === undefined) return 'missing';
  if (charge.status !== 'removed') return 'unchanged';
  const status: ChargeStatus = (await settledCharges(tx, [chargeId])).has(chargeId) ? 'paid' : 'open';
  await tx.update(charges).set({ status, resumedAt: context.now }).where(eq(charges.id, chargeId));
  await raiseRevisions(tx, { chargeIds: [chargeId], start: true, now: context.now });
  await auditStatus(tx, [{ ...charge, action: 'charge.restored', after: { status } }], context);
  return 'changed';
}

type LockedCharge = { id: string; status: ChargeStatus };

async function lockCharges(tx: Executor, chargeIds: string[]): Promise<LockedCharge[]> {
  return tx
    .select({ id: charges.id, status: charges.status })
    .from(charges)
    .where(inArray(charges.id, chargeIds))
    .orderBy(asc(charges.id))
    .for('no key update');
}

async function settledCharges(tx: Executor, chargeIds: string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ chargeId: payments.chargeId })
    .from(payments)
    .where(and(inArray(payments.chargeId, chargeIds), eq(payments.settles, true), isNull(payments.reversedAt)));
  return new Set(rows.map(({ chargeId }) => chargeId));
}

async function auditStatus(
  tx: Executor,
  entries: (LockedCharge & { action: string; after: Record<string, unknown> })[],
  { now, actor }: WriteContext,
): Promise<void> {
  await writeAudit(
    tx,
    entries.map(({ id, status, action, after }) => ({ at: now, actor, action, entity: 'charge', entityId: id, before: { status }, after })),
  );
}
