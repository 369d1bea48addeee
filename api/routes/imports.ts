import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import {
  allImportLines,
  type FileKind,
  fileKinds,
  findImport,
  firstImportLines,
  hasCharges,
  type ImportLine,
  type ImportRecord,
  importKinds,
  listImports,
} from '../../db/queries/imports.ts';
import { settlementProblem } from '../../db/queries/settlements.ts';
import { nowOf } from '../../domain/clock.ts';
import { answers, answersPage } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, date, id, idParam } from '../fields.ts';
import type { BatchContext } from '../import/kinds.ts';
import { lineColumns } from '../import/lines-csv.ts';
import { chargeReader, customerReader, holidayReader, optOutReader, paymentReader } from '../import/readers.ts';
import { type Conclude, type ImportRequest, runImport } from '../import/run-import.ts';
import { saveChargeLines } from '../import/save-charge-lines.ts';
import { saveCustomerLines } from '../import/save-customer-lines.ts';
import { holidayLinesSaver } from '../import/save-holiday-lines.ts';
import { saveOptOutLines } from '../import/save-opt-out-lines.ts';
import { savePaymentLines } from '../import/save-payment-lines.ts';
import { settleFile } from '../import/settle-file.ts';
import { concludeSnapshot } from '../import/snapshot.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { invalidField, invalidFields, notFound, same } from '../problem.ts';
import { answerRows, tableQuery } from '../table.ts';
import { fields } from '../validation.ts';

export type ImportRoutesDeps = ApiDeps & Pick<BatchContext, 'scheduleCharges'> & { catalogue: CatalogueCache };

const mostLinesShown = 1_000;

const importSummary = z
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
    startedAt: answerInstant,
    finishedAt: answerInstant.nullable(),
  })
  .openapi('ImportSummary');

export const importAnswer = importSummary
  .extend({
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
    params: z.object({ kind: z.enum(fileKinds) }),
    query: fields({
      dryRun: flag,
      mode: z.enum(['takeover', 'daily']).optional().openapi({ description: 'Default: takeover while there are no charges, else daily' }),
      snapshot: flag.openapi({ description: 'Charges: the file names every open one; those that it lacks are held' }),
      processedThrough: date.optional().openapi({ description: 'Payments: they are known through this date once the file is stored' }),
      unit: id.optional().openapi({ description: 'Whose payments processedThrough is about; all units when absent' }),
    }),
    body: { content: { 'text/csv': { schema: file }, 'application/x-ndjson': { schema: file } } },
  },
  responses: answers(importAnswer, 'Imported, with what was found on the lines'),
});

const getImports = createRoute({
  ...access('import'),
  method: 'get',
  path: '/v1/imports',
  tags: ['import'],
  summary: 'Imports, dry runs too; one under way counts as it goes',
  request: { query: fields(pageQuery) },
  responses: answersPage(importSummary),
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
  request: { params: idParam, query: fields(tableQuery) },
  responses: { ...answers(z.unknown()), 200: { description: 'Findings', content: { 'text/csv': { schema: z.string() } } } },
});

/** Files in, and the reports about them. */
export function createImportRoutes(deps: ImportRoutesDeps) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(postImport, async (c) => {
      const { kind } = c.req.valid('param');
      const query = c.req.valid('query');
      const request: FileRequest = {
        id: randomUUID(),
        kind,
        mode: query.mode ?? ((await hasCharges(deps.db.db)) ? 'daily' : 'takeover'),
        dryRun: query.dryRun === '1',
        actor: c.var.caller.actor,
        body: c.req.raw.body ?? nothing(),
        contentType: c.req.header('Content-Type') ?? null,
      };
      await runKind(deps, request, await concludingOf(deps, request, query));
      return c.json(await importAnswerOf(deps.db.db, await knownImport(deps.db.db, request.id)), 200);
    })
    .openapi(getImports, async (c) => {
      const { items, next } = await listImports(deps.db.db, pageRequest(c.req.valid('query')));
      return c.json(pageAnswer({ items: items.map(summaryOf), next }), 200);
    })
    .openapi(getImport, async (c) => {
      const found = await knownImport(deps.db.db, c.req.valid('param').id);
      return c.json(await importAnswerOf(deps.db.db, found), 200);
    })
    .openapi(getLines, async (c) => {
      const { id } = await knownImport(deps.db.db, c.req.valid('param').id);
      const asked = c.req.valid('query');
      return answerRows(c, deps.catalogue, {
        name: 'importLines',
        about: id,
        asked,
        columns: lineColumns,
        pages: allImportLines(deps.db.db, id),
      });
    });
}

type FileRequest = ImportRequest & { kind: FileKind };
type Whole = { snapshot: '0' | '1'; processedThrough?: string | undefined; unit?: string | undefined };

/** What is to follow from the file as a whole; refused before it is read where it could not. */
async function concludingOf(deps: ImportRoutesDeps, { id, kind, dryRun }: FileRequest, whole: Whole): Promise<Conclude | undefined> {
  const { snapshot, processedThrough, unit = null } = whole;
  if (snapshot === '1' && kind !== 'charges') throw onlyFor('snapshot', snapshot, 'charges');
  if (processedThrough !== undefined && kind !== 'payments') throw onlyFor('processedThrough', processedThrough, 'payments');
  if (unit !== null && processedThrough === undefined) {
    throw invalidField('unit', unit, { pt: 'falta processedThrough', en: 'processedThrough is missing' }, same('processedThrough, unit'));
  }
  if (snapshot === '1') {
    const startedAt = nowOf(deps.clock);
    return ({ named }) => concludeSnapshot(deps, { importId: id, dryRun, startedAt }, named);
  }
  if (processedThrough === undefined) return undefined;
  const asked = { processedThrough, unit };
  const problem = await settlementProblem(deps.db.db, asked, nowOf(deps.clock));
  if (problem !== null) throw invalidFields([problem]);
  if (dryRun) return undefined;
  const catalogue = await deps.catalogue.newest();
  return ({ counts }) => settleFile(deps, { asked, catalogue, importId: id }, counts);
}

function onlyFor(path: string, given: string, kind: FileKind) {
  const message = { pt: `só vale para ${kind}`, en: `goes with ${kind} only` };
  return invalidField(path, given, message, same(`POST /v1/import/${kind}`));
}

async function runKind(deps: ImportRoutesDeps, request: FileRequest, conclude: Conclude | undefined): Promise<void> {
  switch (request.kind) {
    case 'customers':
      return runImport(deps, request, { reader: customerReader(nowOf(deps.clock).slice(0, 10)), save: saveCustomerLines });
    case 'charges':
      return runImport(deps, request, { reader: chargeReader, save: saveChargeLines, conclude });
    case 'payments':
      return runImport(deps, request, { reader: paymentReader, save: savePaymentLines, conclude });
    case 'opt-outs':
      return runImport(deps, request, { reader: optOutReader, save: saveOptOutLines });
    case 'holidays':
      return runImport(deps, request, { reader: holidayReader, save: holidayLinesSaver(deps.db.db) });
  }
}

/** An import of that id, or 404. */
export async function knownImport(db: Executor, id: string): Promise<ImportRecord> {
  const found = await findImport(db, id);
  if (found === null) throw notFound({ pt: 'importação', en: 'import' }, id);
  return found;
}

function summaryOf({ id, kind, mode, dryRun, state, counts, startedAt, finishedAt }: ImportRecord): z.infer<typeof importSummary> {
  return { importId: id, kind, mode, dryRun, state, ...counts, startedAt, finishedAt };
}

/** What became of an import, with the first of what was found on its lines. */
export async function importAnswerOf(db: Executor, record: ImportRecord): Promise<z.infer<typeof importAnswer>> {
  const lines = (await firstImportLines(db, record.id, mostLinesShown)).map(({ position: _position, ...line }: ImportLine) => line);
  return { ...summaryOf(record), lines };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
