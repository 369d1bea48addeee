import { scopeKeyOf } from '../../domain/holiday-entries.ts';
import { chargeColumns, readChargeLine, requiredChargeColumns } from '../../domain/import-charges.ts';
import { customerColumns, readCustomerLine, requiredCustomerColumns } from '../../domain/import-customers.ts';
import { holidayColumns, readHolidayLine, requiredHolidayColumns } from '../../domain/import-holidays.ts';
import { type ColumnNames, type LineFinding, readHeader, TableLine } from '../../domain/import-line.ts';
import { optOutColumns, readOptOutLine, requiredOptOutColumns } from '../../domain/import-opt-outs.ts';
import { paymentColumns, readPaymentLine, requiredPaymentColumns } from '../../domain/import-payments.ts';
import { readSentTextLine, requiredSentTextColumns, sentTextColumns } from '../../domain/import-sent-texts.ts';
import type { IsoDate } from '../../domain/instants.ts';
import { invalidFields } from '../problem.ts';
import {
  type JsonReading,
  readChargeObject,
  readCustomerObject,
  readHolidayObject,
  readOptOutObject,
  readPaymentObject,
  readSentTextObject,
} from './json-lines.ts';

/** What was read of one record, with warnings, or the findings that refuse it. */
export type Read<T> = { record: T | null; findings: LineFinding[] };

/** A table whose header was understood. */
export type TableReader<T> = { read(cells: string[]): Read<T>; ignoredColumns: string[]; headerOf(field: string): string };

/** How one kind of record is read from a table and from JSON. `keyOf` names it among the records of the file, as its `keyField` does. */
export type KindReader<T> = {
  keyField: string;
  ofTable(headers: string[]): TableReader<T>;
  ofJson(input: unknown): JsonReading<T>;
  keyOf(record: T): string;
};

/** `today`: no birth is later. */
export function customerReader(today: IsoDate) {
  return kindReader({
    names: customerColumns,
    required: requiredCustomerColumns,
    readLine: (line) => readCustomerLine(line, today),
    ofJson: readCustomerObject,
    keyField: 'id',
    keyOf: ({ id }) => id,
  });
}

export const chargeReader = kindReader({
  names: chargeColumns,
  required: requiredChargeColumns,
  readLine: readChargeLine,
  ofJson: readChargeObject,
  keyField: 'id',
  keyOf: ({ charge }) => charge.id,
});

/** A list of what another system sent: nothing is stored of it. */
export const sentTextReader = kindReader({
  names: sentTextColumns,
  required: requiredSentTextColumns,
  readLine: readSentTextLine,
  ofJson: readSentTextObject,
  keyField: 'phone',
  keyOf: ({ phone, date, text }) => `${phone} ${date} ${text}`,
});

export const paymentReader = kindReader({
  names: paymentColumns,
  required: requiredPaymentColumns,
  readLine: readPaymentLine,
  ofJson: readPaymentObject,
  keyField: 'chargeId',
  keyOf: ({ chargeId, id }) => `${chargeId} ${id}`,
});

export const optOutReader = kindReader({
  names: optOutColumns,
  required: requiredOptOutColumns,
  readLine: readOptOutLine,
  ofJson: readOptOutObject,
  keyField: 'phone',
  keyOf: ({ phone, scope, customerId }) => (scope === 'wrong-person' ? `${phone} ${customerId ?? ''}` : phone),
});

const holidays = kindReader({
  names: holidayColumns,
  required: requiredHolidayColumns,
  readLine: readHolidayLine,
  ofJson: readHolidayObject,
  keyField: 'date',
  keyOf: (holiday) => `${holiday.date} ${scopeKeyOf(holiday.scope)}${holiday.yearly ? ' *' : ''}`,
});

export const holidayReader: typeof holidays = {
  ...holidays,
  ofTable(headers) {
    const table = holidays.ofTable(headers);
    // A table names the unit in a column of its own.
    return { ...table, headerOf: (field) => table.headerOf(field === 'scope.unit' ? 'unit' : field) };
  },
};

function kindReader<F extends string, T>({
  names,
  required,
  readLine,
  ofJson,
  keyField,
  keyOf,
}: {
  names: ColumnNames<F>;
  required: readonly F[];
  readLine: (line: TableLine<F>) => T | null;
  ofJson: (input: unknown) => JsonReading<T>;
  keyField: string;
  keyOf: (record: T) => string;
}): KindReader<T> {
  return {
    keyField,
    keyOf,
    ofJson,
    ofTable(headers) {
      const { columns, ignored, repeated } = readHeader(headers, names);
      const missing = required.filter((field) => !columns.has(field));
      if (missing.length > 0 || repeated.length > 0) throw badHeader(headers, { missing, repeated, names });
      const fields = new Map<string, string>([...columns].map(([field, { header }]) => [field, header.trim()]));
      return {
        ignoredColumns: ignored,
        headerOf: (field) => fields.get(field.split('.')[0] ?? '') ?? field,
        read(cells) {
          const line = new TableLine(columns, cells);
          return { record: readLine(line), findings: line.findings };
        },
      };
    },
  };
}

function badHeader<F extends string>(
  headers: string[],
  { missing, repeated, names }: { missing: F[]; repeated: string[]; names: ColumnNames<F> },
): ReturnType<typeof invalidFields> {
  const given = headers.join(';').slice(0, 200);
  return invalidFields([
    ...missing.map((field) => ({
      path: field,
      given,
      message: { pt: 'falta a coluna no cabeçalho', en: 'the header lacks the column' },
      expected: { pt: `uma coluna ${names[field].join(', ')}`, en: `a column ${names[field].join(', ')}` },
    })),
    ...repeated.map((header) => ({
      path: header,
      given,
      message: { pt: 'coluna repetida', en: 'column twice' },
      expected: { pt: 'cada coluna uma vez', en: 'each column once' },
    })),
  ]);
}
