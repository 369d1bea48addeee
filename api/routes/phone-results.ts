import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readPhoneResults } from '../../db/queries/phone-results.ts';
import { unknownCustomers } from '../../db/queries/read-customers.ts';
import { maskPhone } from '../../domain/masks.ts';
import { messageStates } from '../../domain/states.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, idParam } from '../fields.ts';
import { notFound } from '../problem.ts';

const result = z.object({
  messageId: z.string(),
  state: z.enum(messageStates),
  reason: z.string().nullable(),
  at: answerInstant.openapi({ description: 'Since when that is known' }),
});
const answer = z
  .object({
    items: z.array(
      z.object({
        number: z.string().openapi({ description: 'As the customer has it' }),
        last: result.nullable().openapi({ description: "The newest text that left for it in this customer's name" }),
      }),
    ),
  })
  .openapi('PhoneResults');

const getResults = createRoute({
  ...access('messages:read', { customer: 'id' }),
  tags: ['customers'],
  method: 'get',
  path: '/v1/customers/{id}/phone-results',
  summary: 'The phones of a customer in their order, each with what became of its newest text',
  request: { params: idParam },
  responses: answers(answer),
});

/** Whether the phones of a customer can be reached. */
export function phoneResultRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>().openapi(getResults, async (c) => {
    const { id } = c.req.valid('param');
    if ((await unknownCustomers(db, [id])).length > 0) throw notFound({ pt: 'cliente', en: 'customer' }, id);
    const phones = await readPhoneResults(db, id);
    const shown = (phone: string) => (c.var.caller.seesFullPhones ? phone : maskPhone(phone));
    const items = phones.map(({ raw, result: last }) => ({
      number: shown(raw),
      last: last && { ...last, messageId: String(last.messageId) },
    }));
    return c.json({ items }, 200);
  });
}
