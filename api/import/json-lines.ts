import { z } from '@hono/zod-openapi';
import { type ImportedCharge, type ImportedPayment, paymentIdOf } from '../../domain/import-charges.ts';
import type { ImportedCustomer } from '../../domain/import-customers.ts';
import type { ImportedHoliday } from '../../domain/import-holidays.ts';
import type { LineFinding } from '../../domain/import-line.ts';
import type { ImportedOptOut } from '../../domain/import-opt-outs.ts';
import { type ImportedSentText, readSentPhone } from '../../domain/import-sent-texts.ts';
import { readPaidAt } from '../../domain/import-values.ts';
import { optOutScopes, readOptOutPhone } from '../../domain/opt-outs.ts';
import { chargeStatuses } from '../../domain/states.ts';
import { cents, date, id, instant, line, orNull } from '../fields.ts';
import { chargePut } from '../shapes/charge.ts';
import { customerPut } from '../shapes/customer.ts';
import { holidayPut } from '../shapes/holiday.ts';
import { expecting, fieldProblems, fields } from '../validation.ts';

/** What one line of NDJSON becomes, or what is wrong with it. */
export type JsonReading<T> = { record: T } | { findings: LineFinding[] };

/** The body of a PUT with its id beside it; a panel may be named. */
const customer = fields({ ...customerPut.shape, id, panel: line(100).nullable().optional() });

const holiday = fields({ ...holidayPut.shape, id: id.nullable().default(null) });

const paidAt = z
  .string()
  .refine((text) => readPaidAt(text, '').ok, expecting('uma data AAAA-MM-DD ou um instante com fuso', 'a date YYYY-MM-DD or an instant'));

const charge = fields({
  ...chargePut.shape,
  id,
  status: z.enum(chargeStatuses).default('open'),
  paidAt: paidAt.nullable().default(null),
  paidAmountCents: cents.nullable().default(null),
});

const payment = fields({
  chargeId: id,
  paymentId: id.nullable().default(null),
  paidAt,
  paidAmountCents: cents,
  settles: z.boolean().default(true),
});

const optOut = fields({
  phone: z
    .string()
    .max(60)
    .refine((text) => 'phone' in readOptOutPhone(text), expecting('um telefone com DDD', 'a phone with its area code')),
  scope: z.enum(optOutScopes).default('marketing'),
  customerId: orNull(id),
  reason: orNull(line(300)),
  source: line(60).default('import'),
  at: instant.nullable().default(null),
});

const sentText = fields({
  phone: z.string().refine((text) => readSentPhone(text, '').ok, expecting('um número com DDD', 'a number with its area code')),
  date,
  text: z.string().max(2_000).nullable().default(null),
  chargeId: id.nullable().default(null),
});

/** One customer; a field that is left out keeps its value. */
export function readCustomerObject(input: unknown): JsonReading<ImportedCustomer> {
  return checked(customer, input, (record) => ({ record }));
}

/** One charge, with `status`, `paidAt` and `paidAmountCents` as the API answers them. */
export function readChargeObject(input: unknown): JsonReading<ImportedCharge> {
  return checked(charge, input, ({ status, paidAt: paid, paidAmountCents, ...named }) => {
    if (status !== 'paid' && paid === null && paidAmountCents === null) return { record: { charge: named, status, payment: null } };
    const missing = (field: string): JsonReading<ImportedCharge> => ({
      findings: [{ severity: 'error', field, value: '', code: 'required', message: 'falta; esperado: data e valor do pagamento' }],
    });
    if (paid === null) return missing('paidAt');
    if (paidAmountCents === null) return missing('paidAmountCents');
    const moment = momentOf(paid);
    const settles = status !== 'open';
    return {
      record: { charge: named, status, payment: { chargeId: named.id, id: paymentIdOf(moment), ...moment, paidAmountCents, settles } },
    };
  });
}

/** One holiday, as a PUT takes it. */
export function readHolidayObject(input: unknown): JsonReading<ImportedHoliday> {
  return checked(holiday, input, (record) => ({ record }));
}

/** One payment of a charge. */
export function readPaymentObject(input: unknown): JsonReading<ImportedPayment> {
  return checked(payment, input, ({ chargeId, paymentId, paidAt: paid, paidAmountCents, settles }) => {
    const moment = momentOf(paid);
    return { record: { chargeId, id: paymentId ?? paymentIdOf(moment), ...moment, paidAmountCents, settles } };
  });
}

/** One opt-out, from advertising when it names no scope. */
export function readOptOutObject(input: unknown): JsonReading<ImportedOptOut> {
  return checked(optOut, input, ({ phone: typed, ...named }) => {
    const read = readOptOutPhone(typed);
    if ('problem' in read) throw new Error('the schema lets only phones through');
    return { record: { phone: read.phone, ...named } };
  });
}

/** One text that another system sent. */
export function readSentTextObject(input: unknown): JsonReading<ImportedSentText> {
  return checked(sentText, input, ({ phone: typed, ...named }) => {
    const phone = readSentPhone(typed, '');
    if (!phone.ok) throw new Error('the schema lets only phones through');
    return { record: { phone: phone.value, ...named } };
  });
}

function momentOf(text: string) {
  const reading = readPaidAt(text, '');
  if (!reading.ok) throw new Error('the schema lets only dates and instants through');
  return reading.value;
}

function checked<Schema extends z.ZodType, T>(
  schema: Schema,
  input: unknown,
  make: (value: z.infer<Schema>) => JsonReading<T>,
): JsonReading<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return make(parsed.data);
  return {
    findings: fieldProblems(parsed.error.issues, input).map(({ path, given, message, expected }) => ({
      severity: 'error',
      field: path,
      value: given ?? '',
      code: 'invalid-field',
      message: `${message.pt}; esperado: ${expected.pt}`,
    })),
  };
}
