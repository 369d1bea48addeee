import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { listReplies, readReply } from '../../db/queries/replies.ts';
import { markReply } from '../../db/queries/reply-marks.ts';
import { answers, answersPage } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { found } from '../problem.ts';
import { replyAnswer, replyFilterOf, replyOf, replyQuery } from '../shapes/reply.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';
import { write } from '../writing.ts';

const getAll = createRoute({
  ...access('replies:read'),
  tags: ['opt-outs and replies'],
  method: 'get',
  path: '/v1/replies',
  summary: 'What people answered',
  request: {
    query: fields({ ...pageQuery, ...replyQuery }),
  },
  responses: answersPage(replyAnswer),
});

const marking = { ...access('replies:write', { reply: 'id' }), tags: ['opt-outs and replies'], request: { params: idParam } };
const path = '/v1/replies/{id}/read';
const putRead = createRoute({
  ...marking,
  method: 'put',
  path,
  summary: 'Notes that a reply was read, by whom and when',
  responses: answers(replyAnswer, 'Read; with Regua-Unchanged: 1 somebody had read it'),
});
const removeRead = createRoute({
  ...marking,
  method: 'delete',
  path,
  summary: 'Takes that back: the reply waits for a reader again',
  responses: answers(replyAnswer, 'It waits; with Regua-Unchanged: 1 it did already'),
});

const aReply = { pt: 'resposta', en: 'reply' };

/** The inbox of the house. */
export function replyRoutes(deps: ApiDeps) {
  const mark = (c: Context<ApiEnv>, id: string, read: boolean) =>
    write(deps, c, async (tx, context) => {
      const { number, changed } = found(await markReply(tx, { id, read }, context), aReply, id);
      if (!changed) c.header('Regua-Unchanged', '1');
      return replyOf(found(await readReply(tx, number), aReply, id), c.var.caller);
    });
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { limit, cursor, ...asked } = c.req.valid('query');
      const { items, next } = await listReplies(deps.db.db, { ...replyFilterOf(asked), units: unitsOf(c) }, pageRequest({ limit, cursor }));
      return c.json(pageAnswer({ items: items.map((said) => replyOf(said, c.var.caller)), next }), 200);
    })
    .openapi(putRead, async (c) => c.json(await mark(c, c.req.valid('param').id, true), 200))
    .openapi(removeRead, async (c) => c.json(await mark(c, c.req.valid('param').id, false), 200));
}
