import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { listCustomers } from '../../db/queries/read-customers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { type customerAnswer, customerOf, customerQuery } from '../shapes/customer.ts';
import { answersTable, answerTable, type Columns, localeFor, saidCell, tableQuery } from '../table.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';

const getTable = createRoute({
  ...access('customers:export'),
  tags: ['customers'],
  method: 'get',
  path: '/v1/customers.csv',
  summary: 'Customers as a table, newest first: all that fit, however many',
  request: { query: fields({ ...customerQuery, ...tableQuery }) },
  responses: answersTable,
});

const columns: Columns<'customers', z.infer<typeof customerAnswer>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  tradeName: ({ tradeName }) => tradeName,
  status: ({ status }, { words }) => saidCell(words.states.customer, status),
  phone: ({ phones: [first] }) => first?.normalized ?? first?.number ?? null,
  phoneProblem: ({ phones: [first] }) => first?.problem ?? null,
  plan: ({ plan }) => plan,
  city: ({ city }) => city,
  state: ({ state }) => state,
  unit: ({ unit }, saying) => saying.unit(unit),
};

/** Customers for a spreadsheet. */
export function customerTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(getTable, (c) => {
    const { csv, language, ...asked } = c.req.valid('query');
    const audience = { locale: localeFor(c, { language }), caller: c.var.caller };
    return answerTable(
      c,
      { deps, catalogue },
      {
        name: 'customers',
        audited: { action: 'customers.exported', entity: 'customer' },
        asked: { csv, language, ...asked },
        columns,
        read: async (page) => {
          const { items, next } = await listCustomers(deps.db.db, { ...asked, units: unitsOf(c) }, page);
          return { items: items.map((customer) => customerOf(customer, audience)), next };
        },
      },
    );
  });
}
