import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Executor } from '../../db/client.ts';
import { type Customer, listCustomers, readCustomer } from '../../db/queries/read-customers.ts';
import { type CustomerContext, patchCustomer, saveCustomers } from '../../db/queries/save-customers.ts';
import type { SaveResult } from '../../db/queries/save-records.ts';
import { customerDefaults } from '../../domain/fields.ts';
import { answers, answersNothing, answersPage, answersPut, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { found } from '../problem.ts';
import { type Saved, savedOrRefused, statusOf } from '../saved.ts';
import { customerAnswer, customerOf, customerPatch, customerPut, customerQuery } from '../shapes/customer.ts';
import { refuseForeign, unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';
import { write } from '../writing.ts';

const reading = { ...access('customers:read'), tags: ['customers'] };
const readingOne = { ...access('customers:read', { customer: 'id' }), tags: ['customers'] };
const writing = { ...access('customers:write', { customer: 'id' }), tags: ['customers'] };

const getCustomers = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/customers',
  summary: 'Customers',
  request: { query: fields({ ...pageQuery, ...customerQuery }) },
  responses: answersPage(customerAnswer),
});
const getCustomer = createRoute({
  ...readingOne,
  method: 'get',
  path: '/v1/customers/{id}',
  summary: 'A customer',
  request: { params: idParam },
  responses: answers(customerAnswer),
});
const putCustomer = createRoute({
  ...writing,
  method: 'put',
  path: '/v1/customers/{id}',
  summary: 'Creates a customer or replaces what the integration says of one',
  request: { params: idParam, body: jsonBody(customerPut) },
  responses: answersPut(customerAnswer),
});
const changeCustomer = createRoute({
  ...writing,
  method: 'patch',
  path: '/v1/customers/{id}',
  summary: 'Changes the named fields of a customer',
  request: { params: idParam, body: jsonBody(customerPatch) },
  responses: answers(customerAnswer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});
const deleteCustomer = createRoute({
  ...writing,
  method: 'delete',
  path: '/v1/customers/{id}',
  summary: 'Sets the status removed; the history stays',
  request: { params: idParam },
  responses: answersNothing,
});

const aCustomer = { pt: 'cliente', en: 'customer' };

/** Who is billed. */
export function customerRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  const save = (
    c: Context<ApiEnv>,
    customerId: string,
    run: (tx: Executor, context: CustomerContext) => Promise<SaveResult | null | undefined>,
  ) =>
    write(deps, c, async (tx, context): Promise<{ saved: Saved; customer: Customer }> => {
      const result = await run(tx, { ...context, sealer: deps.sealer, unusablePhones: 'refuse' });
      const saved = savedOrRefused(result, aCustomer, customerId);
      return { saved, customer: found(await readCustomer(tx, customerId), aCustomer, customerId) };
    });

  return new OpenAPIHono<ApiEnv>()
    .openapi(getCustomers, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query');
      const { items, next } = await listCustomers(db, { ...filter, units: unitsOf(c) }, pageRequest({ limit, cursor }));
      return c.json(pageAnswer({ items: items.map((customer) => customerOf(customer, c.var)), next }), 200);
    })
    .openapi(getCustomer, async (c) => {
      const { id: customerId } = c.req.valid('param');
      return c.json(customerOf(found(await readCustomer(db, customerId), aCustomer, customerId), c.var), 200);
    })
    .openapi(putCustomer, async (c) => {
      const { id: customerId } = c.req.valid('param');
      await refuseForeign(c, { unit: ['unit', c.req.valid('json').unit] });
      const record = Object.assign({ ...customerDefaults }, c.req.valid('json'), { id: customerId });
      const { saved, customer } = await save(c, customerId, async (tx, context) => (await saveCustomers(tx, [record], context))[0]);
      return c.json(customerOf(customer, c.var), statusOf(c, saved));
    })
    .openapi(changeCustomer, async (c) => {
      const { id: customerId } = c.req.valid('param');
      const change = { ...c.req.valid('json'), id: customerId };
      await refuseForeign(c, { unit: ['unit', change.unit] });
      const { saved, customer } = await save(c, customerId, (tx, context) => patchCustomer(tx, change, context));
      statusOf(c, saved);
      return c.json(customerOf(customer, c.var), 200);
    })
    .openapi(deleteCustomer, async (c) => {
      const { id: customerId } = c.req.valid('param');
      await save(c, customerId, (tx, context) => patchCustomer(tx, { id: customerId, status: 'removed' }, context));
      return c.body(null, 204);
    });
}
