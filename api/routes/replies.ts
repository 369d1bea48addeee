import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { listReplies } from '../../db/queries/replies.ts';
import { answersPage } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { replyAnswer, replyFilterOf, replyOf, replyQuery } from '../shapes/reply.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';

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

/** The inbox of the house. */
export function replyRoutes(deps: ApiDeps) {
  return new OpenAPIHono<ApiEnv>().openapi(getAll, async (c) => {
    const { limit, cursor, ...asked } = c.req.valid('query');
    const { items, next } = await listReplies(deps.db.db, { ...replyFilterOf(asked), units: unitsOf(c) }, pageRequest({ limit, cursor }));
    return c.json(pageAnswer({ items: items.map((said) => replyOf(said, c.var.caller)), next }), 200);
  });
}
