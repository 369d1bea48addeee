import type { FieldProblem } from './fields.ts';
import type { Instant, IsoDate } from './instants.ts';
import type { ChargeStatus } from './states.ts';

export type PaymentFields = {
  paidOn: IsoDate;
  /** The exact moment, when the source knows it. */
  paidAt: Instant | null;
  paidAmountCents: number;
  /** False for a part: the charge stays open. */
  settles: boolean;
};

export type KnownPayment = PaymentFields & { id: string; reversed: boolean };

export type PaymentDecision = { kind: 'record' } | { kind: 'unchanged' } | { kind: 'refused'; problem: FieldProblem };

/**
 * What becomes of a payment of a charge. The same one again changes nothing, also after it was reversed: a reversal is not undone by a
 * late repetition. A charge that is settled or removed takes no other payment.
 */
export function decidePayment(
  payment: PaymentFields & { id: string },
  known: readonly KnownPayment[],
  status: ChargeStatus,
): PaymentDecision {
  const same = known.find(({ id }) => id === payment.id);
  if (same !== undefined) {
    const equal = same.paidOn === payment.paidOn && same.paidAmountCents === payment.paidAmountCents && same.settles === payment.settles;
    return equal ? { kind: 'unchanged' } : { kind: 'refused', problem: mismatch(payment, same) };
  }
  if (status === 'open') return { kind: 'record' };
  return { kind: 'refused', problem: notOpen(payment.id, status) };
}

function mismatch(payment: PaymentFields & { id: string }, same: KnownPayment): FieldProblem {
  const shown = ({ paidOn, paidAmountCents, settles }: PaymentFields) => `${paidOn}, ${paidAmountCents}, settles ${settles}`;
  return {
    code: 'payment-mismatch',
    path: 'paymentId',
    given: `${payment.id}: ${shown(payment)}`,
    message: { pt: 'este pagamento já está registrado com outros valores', en: 'this payment is recorded already with other values' },
    expected: {
      pt: `os mesmos valores (${shown(same)}), ou outro paymentId`,
      en: `the same values (${shown(same)}), or another paymentId`,
    },
  };
}

function notOpen(paymentId: string, status: 'paid' | 'removed'): FieldProblem {
  return {
    code: 'charge-not-open',
    path: 'paymentId',
    given: paymentId,
    message:
      status === 'paid'
        ? { pt: 'a cobrança já está paga', en: 'the charge is paid already' }
        : { pt: 'a cobrança foi removida', en: 'the charge was removed' },
    expected:
      status === 'paid'
        ? { pt: 'uma cobrança aberta; estorne antes o pagamento registrado', en: 'an open charge; reverse the recorded payment first' }
        : { pt: 'uma cobrança aberta; restaure-a antes', en: 'an open charge; restore it first' },
  };
}
