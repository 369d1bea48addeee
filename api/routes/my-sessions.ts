import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import { endSession, endSessions, listSessions } from '../../db/queries/sessions.ts';
import { answers, answersNothing } from '../answers.ts';
import { accessOfPerson } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { notFound } from '../problem.ts';
import { sessionList, sessionsOf } from '../shapes/user.ts';
import { write } from '../writing.ts';

const tags = ['me'];
const getMine = createRoute({
  ...accessOfPerson,
  tags,
  method: 'get',
  path: '/v1/me/sessions',
  summary: 'Where I am signed in',
  responses: answers(sessionList),
});
const deleteOne = createRoute({
  ...accessOfPerson,
  tags,
  method: 'delete',
  path: '/v1/me/sessions/{id}',
  summary: 'Ends one of my sessions',
  request: { params: idParam },
  responses: answersNothing,
});
const deleteOthers = createRoute({
  ...accessOfPerson,
  tags,
  method: 'delete',
  path: '/v1/me/sessions',
  summary: 'Ends all of my sessions but this one',
  responses: answersNothing,
});

const aSession = { pt: 'sessão', en: 'session' };

/** Where the caller is signed in. */
export function mySessionRoutes(deps: ApiDeps) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(getMine, async (c) => {
      const { id, session } = c.var.caller;
      return c.json(sessionsOf(await listSessions(deps.db.db, id), session?.id), 200);
    })
    .openapi(deleteOne, async (c) => {
      const { id } = c.req.valid('param');
      const userId = c.var.caller.id;
      await write(deps, c, async (tx, { now, actor }) => {
        if (!(await endSession(tx, { id, userId }))) throw notFound(aSession, id);
        await writeAudit(tx, [{ at: now, actor, action: 'user.session-ended', entity: 'user', entityId: userId, before: { session: id } }]);
      });
      return c.body(null, 204);
    })
    .openapi(deleteOthers, async (c) => {
      const { id: userId, session } = c.var.caller;
      await write(deps, c, async (tx, { now, actor }) => {
        const ended = await endSessions(tx, { userId, except: session?.id ?? '' });
        const entry = { at: now, actor, action: 'user.sessions-ended', entity: 'user', entityId: userId, before: { sessions: ended } };
        if (ended > 0) await writeAudit(tx, [entry]);
      });
      return c.body(null, 204);
    });
}
