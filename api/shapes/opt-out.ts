import { z } from '@hono/zod-openapi';
import { maskPhone } from '../../domain/masks.ts';
import { optOutScopes } from '../../domain/opt-outs.ts';
import type { Caller } from '../context.ts';
import { answerInstant, id } from '../fields.ts';

/** What opt-outs may be asked for, in a list or a table. */
export const optOutQuery = { scope: z.enum(optOutScopes).optional(), customerId: id.optional() };

export const optOutAnswer = z
  .object({
    phone: z.string(),
    scope: z
      .enum(optOutScopes)
      .openapi({ description: 'marketing: no advertising; all: no automatic text; wrong-person: not the customer' }),
    customerId: z.string().nullable(),
    reason: z.string().nullable(),
    source: z.string(),
    at: answerInstant,
  })
  .openapi('OptOut');

export const suspectPhone = z.object({
  phone: z.string(),
  customers: z.int(),
  customerIds: z.array(z.string()).openapi({ description: 'The first ten' }),
});

/** What is known of a phone, as this caller may see it. */
export function withPhoneFor<T extends { phone: string }>(row: T, { seesFullPhones }: Pick<Caller, 'seesFullPhones'>): T {
  return seesFullPhones ? row : { ...row, phone: maskPhone(row.phone) };
}
