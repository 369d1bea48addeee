import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { stream } from 'hono/streaming';
import type { Executor } from '../../db/client.ts';
import {
  allImportLines,
  findImport,
  firstImportLines,
  hasCharges,
  type ImportLine,
  type ImportRecord,
  importKinds,
} from '../../db/queries/imports.ts';
import { nowOf } from '../../domain/clock.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, idParam } from '../fields.ts';
import type { BatchContext } from '../import/kinds.ts';
import { linesCsv } from '../import/lines-csv.ts';
import { chargeReader, customerReader, holidayReader, optOutReader, paymentReader } from '../import/readers.ts';
import { type ImportRequest, runImport } from '../import/run-import.ts';
import { saveChargeLines } from '../import/save-charge-lines.ts';
import { saveCustomerLines } from '../import/save-customer-lines.ts';
import { holidayLinesSaver } from '../import/save-holiday-lines.ts';
import { saveOptOutLines } from '../import/save-opt-out-lines.ts';
import { savePaymentLines } from '../import/save-payment-lines.ts';
import { notFound } from '../problem.ts';
import { fields } from '../validation.ts';

export type ImportRoutesDeps = ApiDeps & Pick<BatchContext, 'scheduleCharges'>;

const mostLinesShown = 1_000;

const importAnswer = z
  .object({
    importId: z.string(),
    kind: z.enum(importKinds),
    mode: z.enum(['takeover', 'daily']),
    dryRun: z.boolean(),
    state: z.enum(['running', 'finished', 'failed']),
    created: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    accepted: z.int().openapi({ description: 'Lines kept: created, changed and unchanged' }),
    rejected: z.int(),
    warnings: z.int(),
    lines: z
      .array(
        z.object({
          line: z.int(),
          severity: z.enum(['error', 'warning']),
          field: z.string().openapi({ description: "The file's own name of the column" }),
          value: z.string(),
          code: z.string(),
          message: z.string(),
        }),
      )
      .openapi({ description: `The first ${mostLinesShown}, errors first; all of them in lines.csv` }),
    startedAt: answerInstant,
    finishedAt: answerInstant.nullable(),
  })
  .openapi('Import');

const flag = z.enum(['0', '1']).default('0');
const file = z.string().openapi({ format: 'binary' });

const postImport = createRoute({
  ...access('import'),
  method: 'post',
  path: '/v1/import/{kind}',
  tags: ['import'],
  summary: "Imports a file: the ERP's export as it is, or CSV or NDJSON with the fields of the API",
  description:
    'UTF-8 or ISO-8859-1; semicolon, comma or tab. Good lines are stored in batches as they arrive, bad ones are reported. A column that the file lacks leaves its field alone. The same file again changes nothing. A file never re-opens a charge.',
  request: {
    params: z.object({ kind: z.enum(importKinds) }),
    query: fields({
      dryRun: flag,
      mode: z.enum(['takeover', 'daily']).optional().openapi({ description: 'Default: takeover while there are no charges, else daily' }),
    }),
    body: { content: { 'text/csv': { schema: file }, 'application/x-ndjson': { schema: file } } },
  },
  responses: answers(importAnswer, 'Imported, with what was found on the lines'),
});

const getImport = createRoute({
  ...access('import'),
  method: 'get',
  path: '/v1/imports/{id}',
  tags: ['import'],
  summary: 'What became of an import',
  request: { params: idParam },
  responses: answers(importAnswer),
});

const getLines = createRoute({
  ...access('import'),
  method: 'get',
  path: '/v1/imports/{id}/lines.csv',
  tags: ['import'],
  summary: 'Refused lines and warnings of an import as CSV',
  request: { params: idParam, query: fields({ csv: z.enum(['iso']).optional() }) },
  responses: { ...answers(z.unknown()), 200: { description: 'Findings', content: { 'text/csv': { schema: z.string() } } } },
});

/** Files in, and the reports about them. */
export function createImportRoutes(deps: ImportRoutesDeps) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(postImport, async (c) => {
      const { kind } = c.req.valid('param');
      const query = c.req.valid('query');
      const request: ImportRequest = {
        id: randomUUID(),
        kind,
        mode: query.mode ?? ((await hasCharges(deps.db.db)) ? 'daily' : 'takeover'),
        dryRun: query.dryRun === '1',
        actor: c.var.caller.actor,
        body: c.req.raw.body ?? nothing(),
        contentType: c.req.header('Content-Type') ?? null,
      };
      await runKind(deps, request);
      return c.json(await answerOf(deps.db.db, await knownImport(deps.db.db, request.id)), 200);
    })
    .openapi(getImport, async (c) => {
      const found = await knownImport(deps.db.db, c.req.valid('param').id);
      return c.json(await answerOf(deps.db.db, found), 200);
    })
    .openapi(getLines, async (c) => {
      const { id } = await knownImport(deps.db.db, c.req.valid('param').id);
      c.header('Content-Type', 'text/csv; charset=utf-8');
      c.header('Content-Disposition', `attachment; filename="import-${id}.csv"`);
      return stream(c, async (out) => {
        for await (const text of linesCsv(allImportLines(deps.db.db, id), { iso: c.req.valid('query').csv === 'iso' }))
          await out.write(text);
      });
    });
}

async function runKind(deps: ImportRoutesDeps, request: ImportRequest): Promise<void> {
  switch (request.kind) {
    case 'customers':
      return runImport(deps, request, { reader: customerReader(nowOf(deps.clock).slice(0, 10)), save: saveCustomerLines });
    case 'charges':
      return runImport(deps, request, { reader: chargeReader, save: saveChargeLines });
    case 'payments':
      return runImport(deps, request, { reader: paymentReader, save: savePaymentLines });
    case 'opt-outs':
      return runImport(deps, request, { reader: optOutReader, save: saveOptOutLines });
    case 'holidays':
      return runImport(deps, request, { reader: holidayReader, save: holidayLinesSaver(deps.db.db) });
  }
}

async function knownImport(db: Executor, id: string): Promise<ImportRecord> {
  const found = await findImport(db, id);
  if (found === null) throw notFound({ pt: 'importação', en: 'import' }, id);
  return found;
}

async function answerOf(db: Executor, { id, kind, mode, dryRun, state, counts, startedAt, finishedAt }: ImportRecord) {
  const lines = (await firstImportLines(db, id, mostLinesShown)).map(({ position: _position, ...line }: ImportLine) => line);
  return { importId: id, kind, mode, dryRun, state, ...counts, lines, startedAt, finishedAt };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
