import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { readAuditPage } from '../audit-pages.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import type { Cell } from '../csv.ts';
import { auditQuery, type auditRecord } from '../shapes/audit.ts';
import { answersTable, answerTable, type Columns, tableQuery } from '../table.ts';
import { fields } from '../validation.ts';

const getTable = createRoute({
  ...access('audit:read'),
  tags: ['access'],
  method: 'get',
  path: '/v1/audit.csv',
  summary: 'Who changed what as a table, newest first: all that fit, however many',
  request: { query: fields({ ...auditQuery, ...tableQuery }) },
  responses: answersTable,
});

const columns: Columns<z.infer<typeof auditRecord>> = {
  Número: ({ id }) => id,
  Quando: ({ at }, moment) => moment(at),
  Quem: ({ actor }) => actor,
  'Nome de quem': ({ actorName }) => actorName,
  'O que fez': ({ action }) => action,
  Assunto: ({ entity }) => entity,
  Código: ({ entityId }) => entityId,
  Nome: ({ entityName }) => entityName,
  Antes: ({ before }) => asJson(before),
  Depois: ({ after }) => asJson(after),
};

/** The record of changes for a spreadsheet. */
export function auditTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(getTable, (c) => {
    const { csv, ...asked } = c.req.valid('query');
    return answerTable(
      c,
      { deps, catalogue },
      {
        name: 'auditoria',
        audited: { action: 'audit.exported', entity: 'audit' },
        asked: { csv, ...asked },
        columns,
        read: (page) => readAuditPage(deps.db.db, asked, page),
      },
    );
  });
}

function asJson(value: unknown): Cell {
  return value === null ? null : JSON.stringify(value);
}
