import type { ColumnNames, TableLine } from './import-line.ts';
import { type Reader, readDate, readId, readText } from './import-values.ts';
import type { IsoDate } from './instants.ts';
import { normalizePhone } from './phone.ts';

/** One text of another system's list. */
export type ImportedSentText = { phone: string; date: IsoDate; text: string | null; chargeId: string | null };

/** Headers of other systems' lists. */
export const sentTextColumns = {
  phone: ['telefone', 'celular', 'fone', 'numero', 'destino', 'destinatario', 'phone', 'to'],
  date: ['data', 'datahora', 'datadeenvio', 'dataenvio', 'envio', 'enviado', 'enviadoem', 'date', 'sentat'],
  text: ['texto', 'mensagem', 'sms', 'text', 'message'],
  chargeId: ['cobranca', 'codigocobranca', 'idcobranca', 'fatura', 'chargeid'],
} as const satisfies ColumnNames<string>;

type SentTextColumn = keyof typeof sentTextColumns;

export const requiredSentTextColumns = ['phone', 'date'] as const satisfies SentTextColumn[];

/** The day on which it was sent, as the list writes it; the hour is passed over. */
const readDay: Reader<IsoDate> = (text, header) => readDate(text.replace(/[T ]+\d{1,2}[:h].*$/i, '').trim(), header);

export const readSentPhone: Reader<string> = (text) => {
  const phone = normalizePhone(text, { areaCode: null });
  if (phone.kind !== 'unusable') return { ok: true, value: phone.e164 };
  return { ok: false, code: 'invalid-phone', message: 'não é um telefone; esperado: um número com DDD' };
};

/** A sent text out of one line of a table; null with the findings in `line` where it cannot be one. */
export function readSentTextLine(line: TableLine<SentTextColumn>): ImportedSentText | null {
  const phone = line.must('phone', readSentPhone, 'um telefone com DDD');
  const date = line.must('date', readDay, 'a data do envio, dd/mm/aaaa');
  const text = line.take('text', readText(2_000));
  const chargeId = line.take('chargeId', readId);
  return phone === null || date === null || line.refused ? null : { phone, date, text, chargeId };
}
