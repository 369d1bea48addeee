import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { listCustomers } from '../../db/queries/read-customers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { type customerAnswer, customerOf, customerQuery } from '../shapes/customer.ts';
import { answersTable, answerTable, type Columns, tableQuery } from '../table.ts';
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

const columns: Columns<z.infer<typeof customerAnswer>> = {
  Cliente: ({ id }) => id,
  Nome: ({ name }) => name,
  'Nome fantasia': ({ tradeName }) => tradeName,
  Situação: ({ status }) => status,
  Telefone: ({ phones: [first] }) => first?.normalized ?? first?.number ?? null,
  'O que há com o telefone': ({ phones: [first] }) => first?.problem ?? null,
  Plano: ({ plan }) => plan,
  Cidade: ({ city }) => city,
  UF: ({ state }) => state,
  Unidade: ({ unit }) => unit,
};

/** Customers for a spreadsheet. */
export function customerTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(getTable, (c) => {
    const { csv, ...asked } = c.req.valid('query');
    return answerTable(
      c,
      { deps, catalogue },
      {
        name: 'clientes',
        audited: { action: 'customers.exported', entity: 'customer' },
        asked: { csv, ...asked },
        columns,
        read: async (page) => {
          const { items, next } = await listCustomers(deps.db.db, { ...asked, units: unitsOf(c) }, page);
          return { items: items.map((customer) => customerOf(customer, c.var)), next };
        },
      },
    );
  });
}
