import type { ChargeFields } from './fields.ts';
import type { ColumnNames, TableLine } from './import-line.ts';
import { readDate, readId, readMoney, readPaidAt, readSourceVersion, readText, readWord } from './import-values.ts';
import type { PaymentFields } from './payment-decision.ts';
import type { Named } from './source-view.ts';
import type { ChargeStatus, ChargeType } from './states.ts';

export type ImportedPayment = PaymentFields & { chargeId: string; id: string };

/** A charge as a file tells it, with its payment where there is one. Fields that the file does not bring keep their value. */
export type ImportedCharge = {
  charge: { id: string; sourceVersion?: number | null | undefined } & Pick<ChargeFields, 'customerId' | 'amountCents' | 'dueDate'> &
    Named<ChargeFields>;
  status: ChargeStatus;
  payment: ImportedPayment | null;
};

/** Headers of the ERP's export, of its cousins, and of the API. */
export const chargeColumns = {
  id: ['codigo', 'id', 'codigocobranca', 'idcobranca'],
  code: ['code'],
  documentNumber: ['nodocumento', 'ndocumento', 'numerododocumento', 'numerodocumento', 'documento', 'documentnumber', 'nossonumero'],
  customerId: ['cliente', 'codigocliente', 'idcliente', 'customerid'],
  type: ['tipo', 'type'],
  amountCents: ['valor', 'valordocumento', 'valordodocumento', 'amountcents'],
  discountedAmountCents: ['valorcomdesconto', 'discountedamountcents'],
  discountUntil: ['descontoate', 'discountuntil'],
  currentAmountCents: ['valoratual', 'valoratualizado', 'currentamountcents'],
  issuedAt: ['emissao', 'dataemissao', 'datadeemissao', 'issuedat'],
  dueDate: ['vencimento', 'datavencimento', 'datadevencimento', 'duedate'],
  pixCode: ['pix', 'pixcode', 'pixcopiaecola'],
  digitableLine: ['linhadigitavel', 'digitableline'],
  paymentUrl: ['link', 'linkpagamento', 'paymenturl'],
  status: ['situacao', 'status'],
  paidAt: ['pagamento', 'datapagamento', 'datadepagamento', 'paidat'],
  paidAmountCents: ['valorpago', 'paidamountcents'],
  sourceVersion: ['sourceversion', 'versao'],
} as const satisfies ColumnNames<string>;

type ChargeColumn = keyof typeof chargeColumns;

export const requiredChargeColumns = ['id', 'customerId', 'amountCents', 'dueDate'] as const satisfies ChargeColumn[];

const typeWord = readWord<ChargeType>({
  Internet: 'internet',
  Avulsa: 'one_off',
  Suporte: 'support',
  one_off: 'one_off',
  support: 'support',
});

/** Overdue is no status of its own: it follows from the due date. */
const statusWord = readWord<ChargeStatus>({
  Aberto: 'open',
  Pago: 'paid',
  Removido: 'removed',
  Atrasado: 'open',
  open: 'open',
  paid: 'paid',
  removed: 'removed',
  overdue: 'open',
});

/** A charge out of one line of a table; null with the findings in `line` where it cannot be one. */
export function readChargeLine(line: TableLine<ChargeColumn>): ImportedCharge | null {
  const id = line.must('id', readId, 'o código da cobrança');
  const customerId = line.must('customerId', readId, 'o código do cliente');
  const amountCents = line.must('amountCents', readMoney, 'o valor da cobrança, como 1.234,56');
  const dueDate = line.must('dueDate', readDate, 'a data do vencimento, dd/mm/aaaa');
  const type = line.take('type', typeWord);
  const named = {
    ...(type !== null && { type }),
    ...(line.has('documentNumber') && { documentNumber: line.take('documentNumber', readText(64)) }),
    ...(line.has('discountedAmountCents') && { discountedAmountCents: line.take('discountedAmountCents', readMoney) }),
    ...(line.has('discountUntil') && { discountUntil: line.take('discountUntil', readDate) }),
    ...(line.has('currentAmountCents') && { currentAmountCents: line.take('currentAmountCents', readMoney) }),
    ...(line.has('issuedAt') && { issuedAt: line.take('issuedAt', readDate) }),
    ...(line.has('pixCode') && { pixCode: line.take('pixCode', readText(1_000)) }),
    ...(line.has('digitableLine') && { digitableLine: line.take('digitableLine', readText(100)) }),
    ...(line.has('paymentUrl') && { paymentUrl: line.take('paymentUrl', readText(1_000)) }),
    ...(line.has('sourceVersion') && { sourceVersion: line.take('sourceVersion', readSourceVersion) }),
  };
  const code = line.has('code') ? line.take('code', readText(64)) : id;
  const status = line.take('status', statusWord) ?? 'open';
  const paid = readPayment(line, status);
  if (id === null || customerId === null || amountCents === null || dueDate === null || line.refused) return null;
  const payment = paid && { chargeId: id, id: paymentIdOf(paid), ...paid };
  return { charge: { id, customerId, amountCents, dueDate, code, ...named }, status, payment };
}

/** A paid line names day and amount. What was paid on an open charge is a part of it. */
function readPayment(line: TableLine<ChargeColumn>, status: ChargeStatus): PaymentFields | null {
  const given = line.text('paidAt') !== '' || line.text('paidAmountCents') !== '';
  if (status !== 'paid' && !given) return null;
  const moment = line.must('paidAt', readPaidAt, 'a data do pagamento de uma cobrança paga, dd/mm/aaaa');
  const paidAmountCents = line.must('paidAmountCents', readMoney, 'o valor pago, como 1.234,56');
  return moment === null || paidAmountCents === null ? null : { ...moment, paidAmountCents, settles: status !== 'open' };
}

/** Files give payments no id: one of a charge and a day is the same one, whichever file tells it. */
export function paymentIdOf({ paidOn }: Pick<PaymentFields, 'paidOn'>): string {
  return `file:${paidOn}`;
}
