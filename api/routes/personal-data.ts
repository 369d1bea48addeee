import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import { eraseCustomer } from '../../db/queries/erase-customer.ts';
import { readCustomerExport } from '../../db/queries/export-customer.ts';
import { readCustomer } from '../../db/queries/read-customers.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, idParam } from '../fields.ts';
import { withPhonesMasked } from '../masked-export.ts';
import { conflict, found, notFound } from '../problem.ts';
import { customerAnswer, customerOf } from '../shapes/customer.ts';
import { write, writeOnce } from '../writing.ts';

const tags = ['customers'];
const rows = z.array(z.record(z.string(), z.unknown()));

const exportAnswer = z
  .object({
    generatedAt: answerInstant,
    customer: customerAnswer,
    charges: rows,
    payments: rows,
    steps: rows,
    stepOverrides: rows,
    proofs: rows,
    milestones: rows,
    restorations: rows,
    holds: rows,
    exemptions: rows,
    messages: rows,
    messageEvents: rows,
    shortLinks: rows,
    watchedTexts: rows,
    campaignEntries: rows,
    lists: rows,
    replies: rows,
    optOuts: rows,
    changes: rows,
  })
  .openapi('CustomerExport', { description: 'Each list oldest first, with the fields as they are kept' });
const getExport = createRoute({
  ...access('customers:export', { customer: 'id' }),
  tags,
  method: 'get',
  path: '/v1/customers/{id}/export',
  summary: 'Everything known of a person (LGPD, art. 18 II); who asked is recorded',
  request: { params: idParam },
  responses: answers(exportAnswer),
});

const erasureAnswer = z.object({ customerId: z.string(), erasedAt: answerInstant }).openapi('Erasure');
const postErasure = createRoute({
  ...access('customers:erase', { customer: 'id' }),
  tags,
  method: 'post',
  path: '/v1/customers/{id}/erasure',
  summary: 'Takes a person out of the records, for good; amounts, dates, proofs of notices and opt-outs stay',
  request: { params: idParam },
  responses: answers(erasureAnswer, 'Erased; with Regua-Unchanged: 1 it was already'),
});

const aCustomer = { pt: 'cliente', en: 'customer' };
const underWay = {
  pt: 'Um texto ao cliente está a caminho neste instante; tente de novo em um minuto.',
  en: 'A text to the customer is on the wire right now; try again in a minute.',
};

/** What the law lets a person ask for. */
export function personalDataRoutes(deps: ApiDeps) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(getExport, async (c) => {
      const { id } = c.req.valid('param');
      const answer = await write(deps, c, async (tx, { now, actor }) => {
        const customer = customerOf(found(await readCustomer(tx, id), aCustomer, id), c.var);
        const known = await readCustomerExport(tx, id);
        await writeAudit(tx, [{ at: now, actor, action: 'customer.exported', entity: 'customer', entityId: id }]);
        return { generatedAt: now, customer, ...(c.var.caller.seesFullPhones ? known : withPhonesMasked(known)) };
      });
      c.header('Content-Disposition', `attachment; filename="cliente-${id}.json"`);
      return c.json(answer, 200);
    })
    .openapi(postErasure, async (c) => {
      const { id } = c.req.valid('param');
      const answer = await writeOnce(deps, c, { status: 200, answer: erasureAnswer }, async (tx, context) => {
        const erasure = await eraseCustomer(tx, id, context);
        if (erasure.kind === 'missing') throw notFound(aCustomer, id);
        if (erasure.kind === 'under-way') throw conflict('message-under-way', underWay);
        if (erasure.kind === 'unchanged') c.header('Regua-Unchanged', '1');
        return { customerId: id, erasedAt: erasure.erasedAt };
      });
      return c.json(answer, 200);
    });
}
