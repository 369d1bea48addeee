import { type ImportedPayment, paymentIdOf } from './import-charges.ts';
import type { ColumnNames, TableLine } from './import-line.ts';
import { readId, readMoney, readPaidAt, readYesNo } from './import-values.ts';

/** Headers of ERPs and of the API. */
export const paymentColumns = {
  chargeId: ['cobranca', 'codigo', 'codigocobranca', 'idcobranca', 'chargeid', 'id'],
  paymentId: ['codigopagamento', 'idpagamento', 'paymentid'],
  paidAt: ['pagamento', 'datapagamento', 'datadepagamento', 'data', 'paidat'],
  paidAmountCents: ['valorpago', 'valor', 'paidamountcents'],
  settles: ['quita', 'settles'],
} as const satisfies ColumnNames<string>;

type PaymentColumn = keyof typeof paymentColumns;

export const requiredPaymentColumns = ['chargeId', 'paidAt', 'paidAmountCents'] as const satisfies PaymentColumn[];

/** A payment out of one line of a table; null with the findings in `line` where it cannot be one. */
export function readPaymentLine(line: TableLine<PaymentColumn>): ImportedPayment | null {
  const chargeId = line.must('chargeId', readId, 'o código da cobrança');
  const id = line.take('paymentId', readId);
  const moment = line.must('paidAt', readPaidAt, 'a data do pagamento, dd/mm/aaaa');
  const paidAmountCents = line.must('paidAmountCents', readMoney, 'o valor pago, como 1.234,56');
  const settles = line.take('settles', readYesNo) ?? true;
  if (chargeId === null || moment === null || paidAmountCents === null || line.refused) return null;
  return { chargeId, id: id ?? paymentIdOf(moment), ...moment, paidAmountCents, settles };
}
