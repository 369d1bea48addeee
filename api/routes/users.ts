import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import { makeOneTimePassword } from '../../db/one-time-password.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import { endSessions, listSessions } from '../../db/queries/sessions.ts';
import { forgetTries } from '../../db/queries/sign-in-failures.ts';
import { createUser, giveOneTimePassword, listUsers, lockUser, readUser, removeSecondFactor } from '../../db/queries/users.ts';
import { answers, answersCreated, answersNothing, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { refuseUnknownUnits } from '../known-units.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { conflict, found } from '../problem.ts';
import { newPassword, newUser, sessionList, sessionsOf, userAnswer, userOf, userPatch, userPost } from '../shapes/user.ts';
import { aPerson } from '../sign-in/confirmed.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { emailTaken, refuseStronger, saveUser } from '../user-writes.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const reading = { ...access('users:read'), tags: ['people'] };
const writing = { ...access('users:write'), tags: ['people'] };
const params = idParam;
const path = '/v1/users/{id}';

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/users',
  summary: 'People, the disabled too',
  request: { query: fields(pageQuery) },
  responses: answersPage(userAnswer),
});
const getOne = createRoute({ ...reading, method: 'get', path, summary: 'A person', request: { params }, responses: answers(userAnswer) });
const post = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/users',
  summary: 'A new person, with a one-time password',
  request: { body: jsonBody(userPost) },
  responses: answersCreated(newUser),
});
const patch = createRoute({
  ...writing,
  method: 'patch',
  path,
  summary: 'Changes what is named; disabling ends every session',
  request: { params, query: editQuery, body: jsonBody(userPatch) },
  responses: answers(userAnswer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});
const postPassword = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/users/{id}/password',
  summary: 'Gives a one-time password to who forgot theirs; ends every session and opens a locked account',
  request: { params },
  responses: answers(newPassword, 'Given'),
});
const deleteSecondFactor = createRoute({
  ...writing,
  method: 'delete',
  path: '/v1/users/{id}/second-factor',
  summary: 'Takes the second factor away from who lost it',
  request: { params },
  responses: answersNothing,
});
const getSessions = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/users/{id}/sessions',
  summary: 'Where a person is signed in',
  request: { params },
  responses: answers(sessionList),
});
const deleteSessions = createRoute({
  ...writing,
  method: 'delete',
  path: '/v1/users/{id}/sessions',
  summary: 'Signs a person out everywhere',
  request: { params },
  responses: answersNothing,
});

/** The staff, as administrators see it. */
export function userRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { items, next } = await listUsers(db, pageRequest(c.req.valid('query')));
      return c.json(pageAnswer({ items: items.map(userOf), next }), 200);
    })
    .openapi(getOne, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(userOf(found(await readUser(db, id), aPerson, id)), 200);
    })
    .openapi(post, async (c) => {
      const given = c.req.valid('json');
      refuseStronger(c.var.caller, given);
      const once = {
        status: 201 as const,
        answer: newUser,
        remembered: (user: z.infer<typeof newUser>) => ({ ...user, oneTimePassword: null }),
      };
      const { password, hash } = await makeOneTimePassword();
      const created = await writeOnce(deps, c, once, async (tx, { now, actor }) => {
        await refuseUnknownUnits(tx, given.units ?? []);
        const id = randomUUID();
        if (!(await createUser(tx, { ...given, id, passwordHash: hash, now }))) throw emailTaken(given.email);
        await writeAudit(tx, [{ at: now, actor, action: 'user.created', entity: 'user', entityId: id, after: given }]);
        return { ...userOf(found(await readUser(tx, id), aPerson, id)), oneTimePassword: password };
      });
      return c.json(created, 201);
    })
    .openapi(patch, async (c) => {
      const { id } = c.req.valid('param');
      const given = c.req.valid('json');
      const { unchanged } = await write(deps, c, async (tx, context) => {
        const before = found(await lockUser(tx, id), aPerson, id);
        const { role = before.role, grants = before.grants, units = before.units } = given;
        refuseStronger(c.var.caller, before, { role, grants, units });
        const saved = await saveUser(tx, context, id, given);
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'user', id, given }, context);
        return saved;
      });
      if (unchanged) c.header('Regua-Unchanged', '1');
      return c.json(userOf(found(await readUser(db, id), aPerson, id)), 200);
    })
    .openapi(postPassword, async (c) => {
      const { id } = c.req.valid('param');
      const once = { status: 200 as const, answer: newPassword, remembered: () => ({ oneTimePassword: null }) };
      const { password, hash } = await makeOneTimePassword();
      const given = await writeOnce(deps, c, once, async (tx, { now, actor }) => {
        const person = found(await lockUser(tx, id), aPerson, id);
        refuseStronger(c.var.caller, person);
        await giveOneTimePassword(tx, { id, hash, now });
        await forgetTries(tx, `account:${person.email}`);
        await writeAudit(tx, [{ at: now, actor, action: 'user.password-given', entity: 'user', entityId: id }]);
        return { oneTimePassword: password };
      });
      return c.json(given, 200);
    })
    .openapi(deleteSecondFactor, async (c) => {
      const { id } = c.req.valid('param');
      await write(deps, c, async (tx, { now, actor }) => {
        const person = found(await lockUser(tx, id), aPerson, id);
        refuseStronger(c.var.caller, person);
        if (!person.secondFactor)
          throw conflict('second-factor-off', { pt: 'O segundo fator não está ligado.', en: 'The second factor is not on.' });
        await removeSecondFactor(tx, id);
        await writeAudit(tx, [{ at: now, actor, action: 'user.second-factor-off', entity: 'user', entityId: id }]);
      });
      return c.body(null, 204);
    })
    .openapi(getSessions, async (c) => {
      const { id } = c.req.valid('param');
      found(await readUser(db, id), aPerson, id);
      return c.json(sessionsOf(await listSessions(db, id), c.var.caller.session?.id), 200);
    })
    .openapi(deleteSessions, async (c) => {
      const { id } = c.req.valid('param');
      await write(deps, c, async (tx, { now, actor }) => {
        found(await lockUser(tx, id), aPerson, id);
        const ended = await endSessions(tx, { userId: id });
        const entry = { at: now, actor, action: 'user.sessions-ended', entity: 'user', entityId: id, before: { sessions: ended } };
        if (ended > 0) await writeAudit(tx, [entry]);
      });
      return c.body(null, 204);
    });
}
