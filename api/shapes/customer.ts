import { z } from '@hono/zod-openapi';
import type { Customer, CustomerPhone } from '../../db/queries/read-customers.ts';
import { readPhones } from '../../domain/customer-phones.ts';
import { maskPhone } from '../../domain/masks.ts';
import { accessStatuses, contactPolicies, customerKinds, customerStatuses } from '../../domain/states.ts';
import type { Caller } from '../context.ts';
import { answerInstant, date, email, id, instant, line, paragraph, sourceVersion, state, timeZone } from '../fields.ts';
import type { Locale } from '../problem.ts';
import { fields } from '../validation.ts';

/** What customers may be asked for, in a list or a table. */
export const customerQuery = {
  q: line(100).optional().openapi({ description: 'Part of a name or login, a whole id, or digits of a tax id or phone' }),
  status: z.enum(customerStatuses).optional(),
  unit: id.optional(),
  updatedSince: instant.optional(),
};

const consent = fields({ at: instant, source: line(100), wording: paragraph(1000).nullable().default(null) });

const phone = fields({
  number: line(60).openapi({ description: 'As people type it' }),
  billing: z.boolean().default(true),
  marketing: z.boolean().default(false),
  consent: consent.nullable().default(null),
});

const optional = {
  kind: z.enum(customerKinds).nullable().optional().openapi({ description: 'Guessed when absent' }),
  tradeName: line(200).nullable().optional(),
  taxId: line(30).nullable().optional(),
  login: line(100).nullable().optional(),
  password: paragraph(200).nullable().optional().openapi({ description: 'Write-only', writeOnly: true }),
  status: z.enum(customerStatuses).optional(),
  birthDate: date.nullable().optional(),
  panel: id.nullable().optional(),
  plan: line(100).nullable().optional(),
  city: line(100).nullable().optional(),
  state: state.nullable().optional(),
  email: email.nullable().optional(),
  timeZone: timeZone.nullable().optional(),
  contact: z.enum(contactPolicies).optional(),
  phones: z.array(phone).max(20).optional(),
  accesses: z
    .array(fields({ id, status: z.enum(accessStatuses).default('enabled') }))
    .max(100)
    .optional(),
  test: z.boolean().optional(),
  sourceVersion: sourceVersion.nullable().optional(),
};

/** A PUT: what is left out takes its default. */
export const customerPut = fields({ name: line(200), unit: id, ...optional });
/** A PATCH: what is left out stays. */
export const customerPatch = fields({ name: line(200).optional(), unit: id.optional(), ...optional });

const text = z.string().nullable();

export const customerAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(customerKinds),
    tradeName: text,
    taxId: text,
    login: text,
    status: z.enum(customerStatuses),
    birthDate: text,
    unit: z.string(),
    panel: text,
    plan: text,
    city: text,
    state: text,
    email: text,
    timeZone: text,
    contact: z.enum(contactPolicies),
    phones: z.array(
      z.object({
        number: z.string(),
        billing: z.boolean(),
        marketing: z.boolean(),
        consent: z.object({ at: z.string(), source: z.string(), wording: text }).nullable(),
        normalized: text.openapi({ description: 'E.164; null when it cannot be a number' }),
        kind: z.enum(['mobile', 'landline', 'unusable']),
        problem: text.openapi({ description: 'Why it is never texted' }),
      }),
    ),
    accesses: z.array(z.object({ id: z.string(), status: z.enum(accessStatuses) })),
    test: z.boolean(),
    erasedAt: answerInstant.nullable().openapi({ description: 'Taken out of the records; nothing brings the person back' }),
    sourceVersion: z.number().nullable(),
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('Customer');

/** A customer as the API answers one to this caller, in the caller's language. */
export function customerOf(
  { phones, unitAreaCode, ...customer }: Customer,
  { locale, caller }: { locale: Locale; caller: Pick<Caller, 'seesFullPhones'> },
): z.infer<typeof customerAnswer> {
  const shown = (phone: string) => (caller.seesFullPhones ? phone : maskPhone(phone));
  return {
    ...customer,
    phones: phones.map(({ raw, number, ...rest }) => ({
      number: shown(raw),
      ...rest,
      normalized: number && shown(number),
      problem: problemOf({ raw, number, ...rest }, unitAreaCode, locale),
    })),
  };
}

function problemOf(
  { raw, billing, marketing, consent: given, kind }: CustomerPhone,
  areaCode: string | null,
  locale: Locale,
): string | null {
  if (kind === 'mobile') return null;
  const { unusable, landlines } = readPhones([{ number: raw, billing, marketing, consent: given }], { areaCode });
  return [...unusable, ...landlines][0]?.message[locale] ?? null;
}
