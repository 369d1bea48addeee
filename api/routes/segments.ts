import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { changeSegment, createSegment, deleteSegment, listSegments, readSegment } from '../../db/queries/segments.ts';
import type { AudienceFilter } from '../../domain/audience.ts';
import { answers, answersCreated, answersNothing, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, idParam, line } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { conflict, type FieldProblem, found, invalidFields, notFound, same } from '../problem.ts';
import { audienceFilterAnswer, audienceFilters } from '../shapes/audience.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const body = fields({ name: line(100), audiences: audienceFilters });
const answer = z
  .object({
    id: z.string(),
    name: z.string(),
    audiences: z.array(audienceFilterAnswer),
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('Segment');

const reading = { ...access('campaigns:read'), tags: ['campaigns'] };
const writing = { ...access('campaigns:write'), tags: ['campaigns'] };
const params = idParam;
const path = '/v1/segments/{id}';

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/segments',
  summary: 'Saved sets of customers',
  request: { query: fields(pageQuery) },
  responses: answersPage(answer),
});
const post = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/segments',
  summary: 'Saves a set of customers: those whom any of its filters selects, now and later',
  request: { body: jsonBody(body) },
  responses: answersCreated(answer),
});
const getOne = createRoute({ ...reading, method: 'get', path, summary: 'A segment', request: { params }, responses: answers(answer) });
const put = createRoute({
  ...writing,
  method: 'put',
  path,
  summary: 'Replaces a segment; campaigns that have not started see it at once',
  request: { params, query: editQuery, body: jsonBody(body) },
  responses: answers(answer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});
const remove = createRoute({
  ...writing,
  method: 'delete',
  path,
  summary: 'Removes a segment',
  request: { params },
  responses: answersNothing,
});

const aSegment = { pt: 'segmento', en: 'segment' };

/** Sets of customers that campaigns name. */
export function segmentRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { items, next } = await listSegments(db, pageRequest(c.req.valid('query')));
      return c.json(pageAnswer({ items: items.map(segmentOf), next }), 200);
    })
    .openapi(getOne, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(segmentOf(found(await readSegment(db, id), aSegment, id)), 200);
    })
    .openapi(post, async (c) => {
      const given = checked(c.req.valid('json'));
      const created = await writeOnce(deps, c, { status: 201, answer }, async (tx, context) => {
        const id = randomUUID();
        if (!(await createSegment(tx, { ...given, id }, context))) throw nameTaken(given.name);
        return segmentOf(found(await readSegment(tx, id), aSegment, id));
      });
      return c.json(created, 201);
    })
    .openapi(put, async (c) => {
      const { id } = c.req.valid('param');
      const given = checked(c.req.valid('json'));
      const changed = await write(deps, c, async (tx, context) => {
        const outcome = await changeSegment(tx, { ...given, id }, context);
        if (outcome === 'name-taken') throw nameTaken(given.name);
        if (outcome === 'unchanged') c.header('Regua-Unchanged', '1');
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'segment', id, given }, context);
        return segmentOf(found(await readSegment(tx, id), aSegment, id));
      });
      return c.json(changed, 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param');
      if (!(await write(deps, c, (tx, context) => deleteSegment(tx, id, context)))) throw notFound(aSegment, id);
      return c.body(null, 204);
    });
}

function segmentOf<T extends { audiences: AudienceFilter[] }>(segment: T) {
  return { ...segment, audiences: segment.audiences.map((filter) => ({ ...filter })) };
}

/** A segment of segments could go round in circles; the phones of a list are no customers. */
function checked(given: z.infer<typeof body>): z.infer<typeof body> {
  const problems = given.audiences.flatMap(({ segments, list }, index): FieldProblem[] => [
    ...(segments.length === 0
      ? []
      : [
          {
            path: `audiences.${index}.segments`,
            given: segments.join(', '),
            message: { pt: 'um segmento não pode citar outro', en: 'a segment cannot name another' },
            expected: same('[]'),
          },
        ]),
    ...(list === null
      ? []
      : [
          {
            path: `audiences.${index}.list`,
            given: list,
            message: { pt: 'um segmento é de clientes, não de uma lista', en: 'a segment is of customers, not of a list' },
            expected: same('null'),
          },
        ]),
  ]);
  if (problems.length > 0) throw invalidFields(problems);
  return given;
}

function nameTaken(name: string) {
  return conflict('name-taken', { pt: `Já existe um segmento chamado "${name}".`, en: `There is a segment called "${name}" already.` });
}
