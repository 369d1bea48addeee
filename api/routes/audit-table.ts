import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { changeIn, whoOf } from '../../domain/words/change.ts';
import { filled, type SharedWords } from '../../domain/words/words.ts';
import { readAuditPage } from '../audit-pages.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import type { Cell } from '../csv.ts';
import { auditQuery, type auditRecord } from '../shapes/audit.ts';
import { answersTable, answerTable, type Columns, saidCell, tableQuery } from '../table.ts';
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

type Record = z.infer<typeof auditRecord>;

const columns: Columns<'audit', Record> = {
  id: ({ id }) => id,
  at: ({ at }, { moment }) => moment(at),
  actorName: (record, { words }) => whoCell(record, words),
  actor: ({ actor }) => actor,
  action: (record, { words }) => actionCell(record, words),
  entity: ({ entity }, { words }) => saidCell(words.changes.entity, entity),
  entityId: ({ entityId }) => entityId,
  entityName: ({ entityName }) => entityName,
  before: ({ before }) => asJson(before),
  after: ({ after }) => asJson(after),
};

/** The record of changes for a spreadsheet. */
export function auditTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(getTable, (c) => {
    const { csv, language, ...asked } = c.req.valid('query');
    return answerTable(
      c,
      { deps, catalogue },
      {
        name: 'audit',
        audited: { action: 'audit.exported', entity: 'audit' },
        asked: { csv, language, ...asked },
        columns,
        read: (page) => readAuditPage(deps.db.db, asked, page),
      },
    );
  });
}

function whoCell(record: Record, { changes }: SharedWords): Cell {
  const who = whoOf(record);
  const said = 'name' in who ? who.name : filled(changes.who[who.word], who.values);
  return { code: record.actorName ?? '', said };
}

function actionCell(record: Record, { changes }: SharedWords): Cell {
  const change = changeIn(record);
  const said = change.kind === 'took-table' ? changes.tookTable : change.verb && changes.verb[change.verb];
  return said === null ? record.action : { code: record.action, said };
}

function asJson(value: unknown): Cell {
  return value === null ? null : JSON.stringify(value);
}
