import { asc, inArray } from 'drizzle-orm';
import { type Arrival, isPaymentNews } from '../../domain/arrival.ts';
import type { FieldProblem } from '../../domain/fields.ts';
import type { Instant } from '../../domain/instants.ts';
import { decidePayment, type KnownPayment, type PaymentFields } from '../../domain/payment-decision.ts';
import type { ChargeStatus } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { charges, customers, payments } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { pushEvents } from './events-out.ts';
import { customersToday } from './local-dates.ts';
import { requestRestorations } from './restorations.ts';
import { raiseRevisions } from './revisions.ts';
import type { WriteContext } from './save-records.ts';

export type PaymentRecord = PaymentFields & { chargeId: string; id: string };

export type PaymentResult = { chargeId: string; id: string } & (
  | { outcome: 'created'; announced: boolean }
  | { outcome: 'unchanged' }
  | { outcome: 'refused'; problem: FieldProblem }
);

type LockedCharge = { id: string; customerId: string; status: ChargeStatus; known: KnownPayment[] };

/**
 * Records payments, in the order given, in a number of statements that does not depend on the batch. One that settles closes its
 * charge. Where the payment is news to the customer the charge's workflow is started to say so.
 */
export async function savePayments(
  tx: Executor,
  records: readonly PaymentRecord[],
  { now, actor, arrival }: WriteContext & { arrival: Arrival },
): Promise<PaymentResult[]> {
  if (records.length === 0) return [];
  const locked = await lockChargesWithPayments(
    tx,
    records.map(({ chargeId }) => chargeId),
  );
  const today = await customersToday(
    tx,
    [...locked.values()].map(({ customerId }) => customerId),
    now,
  );
  const rows: (typeof payments.$inferInsert)[] = [];
  const results = records.map(({ chargeId, id, ...payment }): PaymentResult => {
    const charge = locked.get(chargeId);
    if (charge === undefined) return { chargeId, id, outcome: 'refused', problem: chargeUnknown(chargeId) };
    const decision = decidePayment({ id, ...payment }, charge.known, charge.status);
    if (decision.kind === 'unchanged') return { chargeId, id, outcome: 'unchanged' };
    if (decision.kind === 'refused') return { chargeId, id, outcome: 'refused', problem: decision.problem };
    const announce = isPaymentNews({ arrival, paidOn: payment.paidOn, today: today.get(charge.customerId) ?? now.slice(0, 10) });
    charge.known.push({ id, ...payment, reversed: false });
    if (payment.settles) charge.status = 'paid';
    rows.push({ chargeId, id, ...payment, announce, learnedAt: now });
    return { chargeId, id, outcome: 'created', announced: announce };
  });
  if (rows.length === 0) return results;

  await tx.insert(payments).values(rows);
  const settled = rows.filter(({ settles }) => settles).map(({ chargeId }) => chargeId);
  if (settled.length > 0) await tx.update(charges).set({ status: 'paid' }).where(inArray(charges.id, settled));
  if (arrival !== 'takeover') await tellOfSettled(tx, rows, locked, now);
  const announced = new Set(rows.filter(({ announce }) => announce).map(({ chargeId }) => chargeId));
  const silent = new Set(rows.map(({ chargeId }) => chargeId).filter((chargeId) => !announced.has(chargeId)));
  await raiseRevisions(tx, { chargeIds: [...announced], start: true, now });
  await raiseRevisions(tx, { chargeIds: [...silent], start: false, now });
  await writeAudit(
    tx,
    rows.map(({ chargeId, id, paidOn, paidAt, paidAmountCents, settles }) => ({
      at: now,
      actor,
      action: 'charge.paid',
      entity: 'charge',
      entityId: chargeId,
      after: { paymentId: id, paidOn, paidAt, paidAmountCents, settles },
    })),
  );
  return results;
}

/** What follows for others from charges that are settled now. What a takeover brings was settled long ago. */
async function tellOfSettled(
  tx: Executor,
  rows: readonly (typeof payments.$inferInsert)[],
  locked: ReadonlyMap<string, LockedCharge>,
  now: Instant,
): Promise<void> {
  const settling = rows.filter(({ settles }) => settles);
  await pushEvents(
    tx,
    settling.map(({ chargeId, id: paymentId, paidOn, paidAmountCents }) => {
      const customerId = locked.get(chargeId)?.customerId;
      return { type: 'charge.settled' as const, data: { chargeId, customerId, paymentId, paidOn, paidAmountCents } };
    }),
    now,
  );
  await requestRestorations(
    tx,
    settling.map(({ chargeId, id }) => ({ chargeId, paymentId: id })),
    now,
  );
}

/** The customers before their charges, as decisions lock them: which lines a payment frees is judged one payment at a time. */
async function lockChargesWithPayments(tx: Executor, chargeIds: string[]): Promise<Map<string, LockedCharge>> {
  const owners = tx
    .select({ id: charges.customerId })
    .from(charges)
    .where(inArray(charges.id, [...new Set(chargeIds)]));
  await tx
    .select({ id: customers.id })
    .from(customers)
    .where(inArray(customers.id, owners))
    .orderBy(asc(customers.id))
    .for('no key update');
  const rows = await tx
    .select({ id: charges.id, customerId: charges.customerId, status: charges.status })
    .from(charges)
    .where(inArray(charges.id, [...new Set(chargeIds)]))
    .orderBy(asc(charges.id))
    .for('no key update');
  const locked = new Map(rows.map((row): [string, LockedCharge] => [row.id, { ...row, known: [] }]));
  if (locked.size === 0) return locked;
  const known = await tx
    .select()
    .from(payments)
    .where(inArray(payments.chargeId, [...locked.keys()]));
  for (const { chargeId, reversedAt, ...payment } of known) locked.get(chargeId)?.known.push({ ...payment, reversed: reversedAt !== null });
  return locked;
}

function chargeUnknown(chargeId: string): FieldProblem {
  return {
    code: 'charge-unknown',
    path: 'chargeId',
    given: chargeId,
    message: { pt: 'cobrança desconhecida', en: 'unknown charge' },
    expected: { pt: 'o id de uma cobrança cadastrada', en: 'the id of a charge that was put before' },
  };
}
