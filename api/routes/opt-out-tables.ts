import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { listOptOuts, type OptOut } from '../../db/queries/opt-outs.ts';
import { listSuspectPhones, type SuspectPhone } from '../../db/queries/suspect-phones.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { optOutQuery, withPhoneFor } from '../shapes/opt-out.ts';
import { answersTable, answerTable, type Columns, saidCell, tableQuery } from '../table.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';
import { refuseLimitedOfSuspects } from './opt-outs.ts';

const exporting = { ...access('customers:export'), tags: ['opt-outs and replies'] };

const getOptOuts = createRoute({
  ...exporting,
  method: 'get',
  path: '/v1/opt-outs.csv',
  summary: 'Phones that said no as a table, newest first: all that fit, however many',
  request: { query: fields({ ...optOutQuery, ...tableQuery }) },
  responses: answersTable,
});
const getSuspects = createRoute({
  ...exporting,
  method: 'get',
  path: '/v1/suspect-phones.csv',
  summary: 'Phones that more than five customers share, as a table',
  request: { query: fields(tableQuery) },
  responses: answersTable,
});

const optOutColumns: Columns<'optOuts', OptOut> = {
  phone: ({ phone }) => phone,
  at: ({ at }, { moment }) => moment(at),
  scope: ({ scope }, { words }) => saidCell(words.lists.optOutScope, scope),
  customerId: ({ customerId }) => customerId,
  source: ({ source }, { words }) => saidCell(words.lists.optOutSource, source),
  reason: ({ reason }) => reason,
};
const suspectColumns: Columns<'suspectPhones', SuspectPhone> = {
  phone: ({ phone }) => phone,
  customers: ({ customers }) => customers,
  customerIds: ({ customerIds }) => customerIds.join(' '),
};

/** Phones that said no, and phones that cannot be who they are said to be, for a spreadsheet. */
export function optOutTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getOptOuts, (c) => {
      const { csv, language, ...asked } = c.req.valid('query');
      return answerTable(
        c,
        { deps, catalogue },
        {
          name: 'optOuts',
          audited: { action: 'opt-outs.exported', entity: 'opt-out' },
          asked: { csv, language, ...asked },
          columns: optOutColumns,
          read: async (page) => {
            const { items, next } = await listOptOuts(db, { ...asked, units: unitsOf(c) }, page);
            return { items: items.map((wish) => withPhoneFor(wish, c.var.caller)), next };
          },
        },
      );
    })
    .openapi(getSuspects, (c) => {
      refuseLimitedOfSuspects(c);
      return answerTable(
        c,
        { deps, catalogue },
        {
          name: 'suspectPhones',
          audited: { action: 'suspect-phones.exported', entity: 'suspect-phone' },
          asked: c.req.valid('query'),
          columns: suspectColumns,
          read: async (page) => {
            const { items, next } = await listSuspectPhones(db, page);
            return { items: items.map((row) => withPhoneFor(row, c.var.caller)), next };
          },
        },
      );
    });
}
