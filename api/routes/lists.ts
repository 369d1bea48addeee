import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { allImportLines } from '../../db/queries/imports.ts';
import { readUnit } from '../../db/queries/read-units.ts';
import {
  changeRecipientList,
  createRecipientList,
  deleteRecipientList,
  listRecipientLists,
  readRecipientList,
} from '../../db/queries/recipient-lists.ts';
import { nowOf } from '../../domain/clock.ts';
import type { Catalogue } from '../../domain/plan-facts.ts';
import { answers, answersCreated, answersNothing, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiEnv } from '../context.ts';
import { idParam, line } from '../fields.ts';
import { lineColumns } from '../import/lines-csv.ts';
import { createListReader } from '../import/list-reader.ts';
import { runImport } from '../import/run-import.ts';
import { aList, listLinesSaver } from '../import/save-list-lines.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { conflict, found, invalidField, notFound } from '../problem.ts';
import { listAnswer, listBody, listOf, listPut, uploadedColumns } from '../shapes/recipient-list.ts';
import { answerRows, tableQuery } from '../table.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';
import { type ImportRoutesDeps, importAnswer, importAnswerOf, knownImport } from './imports.ts';

const reading = { ...access('campaigns:read'), tags: ['campaigns'] };
const writing = { ...access('campaigns:write'), tags: ['campaigns'] };
const params = idParam;
const path = '/v1/lists/{id}';
const file = z.string().openapi({ format: 'binary' });

/** Where a whole file is sent, of any size that a list may have. */
export const listRowsPath = /^\/v1\/lists\/[^/]+\/rows$/;

const uploadAnswer = importAnswer.extend(uploadedColumns).openapi('ListUpload');

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/lists',
  summary: 'Uploaded lists of phones, with their own columns as variables',
  request: { query: fields(pageQuery) },
  responses: answersPage(listAnswer),
});
const post = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/lists',
  summary: 'A new list without phones yet',
  request: { body: jsonBody(listBody) },
  responses: answersCreated(listAnswer),
});
const getOne = createRoute({ ...reading, method: 'get', path, summary: 'A list', request: { params }, responses: answers(listAnswer) });
const put = createRoute({
  ...writing,
  method: 'put',
  path,
  summary: 'Another name or consent of a list; its phones stay, and campaigns that have not begun see it at once',
  request: { params, query: editQuery, body: jsonBody(listPut) },
  responses: answers(listAnswer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});
const remove = createRoute({
  ...writing,
  method: 'delete',
  path,
  summary: 'Removes a list with its phones; campaigns keep what they have frozen of it',
  request: { params },
  responses: answersNothing,
});
const postRows = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/lists/{id}/rows',
  summary: 'Adds the phones of a CSV file to a list',
  description:
    'UTF-8 or ISO-8859-1; semicolon, comma or tab; the first line is the header. Good lines are stored as they arrive, bad ones are reported. A phone that is there already says from then on what the new line says.',
  request: {
    params,
    query: fields({
      dryRun: z.enum(['0', '1']).default('0'),
      phoneColumn: line(100).optional().openapi({ description: 'Name of the column of the phone; absent: Telefone, Celular and the like' }),
    }),
    body: { content: { 'text/csv': { schema: file } } },
  },
  responses: answers(uploadAnswer, 'Uploaded, with what was found on the lines'),
});
const getLines = createRoute({
  ...writing,
  method: 'get',
  path: '/v1/list-uploads/{id}/lines.csv',
  summary: 'Refused lines of a file of a list as CSV',
  request: { params, query: fields(tableQuery) },
  responses: { ...answers(z.unknown()), 200: { description: 'Findings', content: { 'text/csv': { schema: z.string() } } } },
});

/** Lists of phones that campaigns name, and the files that fill them. */
export function listRoutes(deps: ImportRoutesDeps) {
  const db = deps.db.db;
  const known = async (tx: Executor, id: string) => found(await readRecipientList(tx, id), aList, id);
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { items, next } = await listRecipientLists(db, pageRequest(c.req.valid('query')));
      return c.json(pageAnswer({ items: items.map(listOf), next }), 200);
    })
    .openapi(getOne, async (c) => c.json(listOf(await known(db, c.req.valid('param').id)), 200))
    .openapi(post, async (c) => {
      const { unit, consent, name } = c.req.valid('json');
      const unitId = unitFor(await deps.catalogue.newest(), unit);
      const created = await writeOnce(deps, c, { status: 201, answer: listAnswer }, async (tx, context) => {
        const id = randomUUID();
        const declared = consent && { ...consent, declaredBy: context.actor };
        if (!(await createRecipientList(tx, { id, name, unitId, consent: declared }, context))) throw nameTaken(name);
        return listOf(await known(tx, id));
      });
      return c.json(created, 201);
    })
    .openapi(put, async (c) => {
      const { id } = c.req.valid('param');
      const given = c.req.valid('json');
      const changed = await write(deps, c, async (tx, context) => {
        const outcome = await changeRecipientList(tx, { ...given, id }, context);
        if (outcome === 'name-taken') throw nameTaken(given.name);
        if (outcome === 'unchanged') c.header('Regua-Unchanged', '1');
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'list', id, given }, context);
        return listOf(await known(tx, id));
      });
      return c.json(changed, 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param');
      await write(deps, c, async (tx, context) => {
        const outcome = await deleteRecipientList(tx, id, context);
        if (outcome.kind === 'missing') throw notFound(aList, id);
        if (outcome.kind === 'in-use') throw inUse(outcome.campaigns);
      });
      return c.body(null, 204);
    })
    .openapi(postRows, async (c) => {
      const { id: listId } = c.req.valid('param');
      const { dryRun, phoneColumn = null } = c.req.valid('query');
      const { actor } = c.var.caller;
      const { unitId } = await known(db, listId);
      const areaCode = (await readUnit(db, unitId))?.areaCode ?? null;
      const reader = createListReader({ areaCode, phoneColumn });
      const request = {
        id: randomUUID(),
        ...{ kind: 'list' as const, mode: 'daily' as const, dryRun: dryRun === '1', listId, actor },
        body: c.req.raw.body ?? nothing(),
        contentType: c.req.header('Content-Type') ?? null,
      };
      await runImport(deps, request, { reader, save: listLinesSaver(listId, reader) });
      const answer = await importAnswerOf(db, await knownImport(db, request.id));
      if (!answer.dryRun) {
        const { importId, created, changed, rejected } = answer;
        const entry = { at: nowOf(deps.clock), actor, action: 'list.uploaded', entity: 'list', entityId: listId };
        await writeAudit(db, [{ ...entry, after: { importId, created, changed, rejected } }]);
      }
      return c.json({ ...answer, columns: reader.columns() }, 200);
    })
    .openapi(getLines, async (c) => {
      const { id } = c.req.valid('param');
      const upload = await knownImport(db, id);
      if (upload.listId === null) throw notFound({ pt: 'arquivo de lista', en: 'file of a list' }, id);
      const asked = c.req.valid('query');
      return answerRows(c, deps.catalogue, { name: 'importLines', about: id, asked, columns: lineColumns, pages: allImportLines(db, id) });
    });
}

/** The unit that is named, else the first. */
function unitFor({ units }: Catalogue, asked: string | undefined): string {
  const id = asked ?? Object.keys(units)[0];
  if (id !== undefined && units[id] !== undefined) return id;
  const message =
    asked === undefined ? { pt: 'nenhuma unidade cadastrada', en: 'there is no unit yet' } : { pt: 'desconhecida', en: 'unknown' };
  throw invalidField('unit', asked ?? '', message, { pt: 'o id de uma unidade', en: 'the id of a unit' });
}

function nameTaken(name: string) {
  return conflict('name-taken', { pt: `Já existe uma lista chamada "${name}".`, en: `There is a list called "${name}" already.` });
}

function inUse(campaigns: string[]) {
  const names = campaigns.map((name) => `"${name}"`).join(', ');
  return conflict('in-use', {
    pt: `A lista é usada pela campanha ${names}, que ainda vai começar; cancele-a ou troque os destinatários.`,
    en: `The list is used by the campaign ${names}, which has yet to begin; cancel it or change its recipients.`,
  });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
