import type { ColumnNames, TableLine } from './import-line.ts';
import { type Reader, readId, readPaidAt, readText, readWord } from './import-values.ts';
import type { Instant } from './instants.ts';
import { type OptOutFields, type OptOutScope, readOptOutPhone } from './opt-outs.ts';

/** `at` null: the moment of the import. */
export type ImportedOptOut = OptOutFields & { at: Instant | null };

/** Headers of other systems and of the API. */
export const optOutColumns = {
  phone: ['telefone', 'celular', 'fone', 'numero', 'phone'],
  scope: ['escopo', 'tipo', 'recusa', 'scope'],
  customerId: ['cliente', 'codigocliente', 'idcliente', 'customerid'],
  reason: ['motivo', 'reason'],
  at: ['data', 'momento', 'at'],
  source: ['origem', 'source'],
} as const satisfies ColumnNames<string>;

type OptOutColumn = keyof typeof optOutColumns;

export const requiredOptOutColumns = ['phone'] as const satisfies OptOutColumn[];

const readScope = readWord<OptOutScope>({
  Marketing: 'marketing',
  Propaganda: 'marketing',
  Tudo: 'all',
  Todos: 'all',
  all: 'all',
  'Pessoa errada': 'wrong-person',
  'wrong-person': 'wrong-person',
});

const readPhone: Reader<string> = (text) => {
  const read = readOptOutPhone(text);
  if ('phone' in read) return { ok: true, value: read.phone };
  const { code, message, expected } = read.problem;
  return { ok: false, code, message: `${message.pt}; esperado: ${expected.pt}` };
};

/** A day counts from its first moment in Brasília. */
const readMoment: Reader<Instant> = (text, header) => {
  const moment = readPaidAt(text, header);
  if (!moment.ok) return moment;
  return { ok: true, value: moment.value.paidAt ?? `${moment.value.paidOn}T03:00:00.000Z` };
};

/** An opt-out out of one line of a table, from advertising when no scope is given; null with the findings in `line` where it cannot be one. */
export function readOptOutLine(line: TableLine<OptOutColumn>): ImportedOptOut | null {
  const phone = line.must('phone', readPhone, 'um telefone com DDD');
  const scope = line.take('scope', readScope) ?? 'marketing';
  const customerId = line.take('customerId', readId);
  const reason = line.take('reason', readText(300));
  const source = line.take('source', readText(60)) ?? 'import';
  const at = line.take('at', readMoment);
  if (phone === null || line.refused) return null;
  return { phone, scope, customerId, reason, source, at };
}
