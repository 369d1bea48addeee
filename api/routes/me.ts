import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import { notePasswordChosen, readUser } from '../../db/queries/users.ts';
import { passwordLength } from '../../domain/password-rules.ts';
import { grants, permissions, roles } from '../../domain/permissions.ts';
import { answers, answersNothing, jsonBody } from '../answers.ts';
import { accessOfAnyCaller, accessOfPerson } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { found, invalidField } from '../problem.ts';
import { beginAttempt } from '../sign-in/attempt.ts';
import { originOf } from '../sign-in/caller-address.ts';
import { orRefused, signInOf } from '../sign-in/calls.ts';
import { headersFor, passCookies } from '../sign-in/cookies.ts';
import { refusePoorPassword } from '../sign-in/new-password.ts';
import { fields } from '../validation.ts';
import { write } from '../writing.ts';
import { aPerson } from './users.ts';

const me = z
  .object({
    kind: z.enum(['key', 'user']),
    id: z.string(),
    name: z.string(),
    permissions: z.array(z.enum(permissions)),
    units: z.array(z.string()).nullable().openapi({ description: 'The units that the caller is limited to; null: all of them' }),
    phones: z.enum(['full', 'masked']),
    user: z
      .object({
        email: z.string(),
        role: z.enum(roles),
        grants: z.array(z.enum(grants)),
        mustChangePassword: z.boolean().openapi({ description: 'Nothing else is open before POST /v1/me/password' }),
        secondFactor: z.boolean(),
      })
      .nullable()
      .openapi({ description: 'null for an API key' }),
  })
  .openapi('Me');

const getMe = createRoute({
  ...accessOfAnyCaller,
  method: 'get',
  path: '/v1/me',
  tags: ['me'],
  summary: 'Who calls, and what the caller may do',
  responses: answers(me),
});

const anyPassword = z.string().min(1).max(passwordLength.most);
const postPassword = createRoute({
  ...accessOfPerson,
  method: 'post',
  path: '/v1/me/password',
  tags: ['me'],
  summary: 'Chooses another password; ends every other session of the person',
  request: { body: jsonBody(fields({ current: anyPassword, password: anyPassword })) },
  responses: answersNothing,
});

/** What a caller learns and changes of himself. */
export function meRoutes(deps: ApiDeps) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(getMe, async (c) => {
      const { kind, id, name, permissions: held, units, seesFullPhones } = c.var.caller;
      const known = kind === 'user' ? await readUser(deps.db.db, id) : null;
      const user = known && {
        email: known.email,
        role: known.role,
        grants: known.grants,
        mustChangePassword: known.mustChangePassword,
        secondFactor: known.secondFactor,
      };
      const phones = seesFullPhones ? ('full' as const) : ('masked' as const);
      return c.json({ kind, id, name, permissions: [...held], units: units && [...units], phones, user }, 200);
    })
    .openapi(postPassword, async (c) => {
      const { current, password } = c.req.valid('json');
      const { id } = c.var.caller;
      const person = found(await readUser(deps.db.db, id), aPerson, id);
      refusePoorPassword(password, person);
      if (password === current) throw samePassword();
      const attempt = await beginAttempt(deps, { email: person.email, address: originOf(deps, c).address });
      const body = { currentPassword: current, newPassword: password, revokeOtherSessions: true };
      const { headers } = await orRefused(
        signInOf(deps).api.changePassword({ body, headers: headersFor(deps, c), returnHeaders: true }),
        wrongCurrent,
      );
      await attempt.succeeded();
      passCookies(deps, c, headers);
      await write(deps, c, async (tx, { now, actor }) => {
        await notePasswordChosen(tx, id, now);
        await writeAudit(tx, [{ at: now, actor, action: 'user.password-changed', entity: 'user', entityId: id }]);
      });
      return c.body(null, 204);
    });
}

const wrongCurrent = () =>
  invalidField('current', '', { pt: 'senha errada', en: 'wrong password' }, { pt: 'a senha de agora', en: 'the present password' });

const samePassword = () =>
  invalidField('password', '', { pt: 'é a senha de agora', en: 'is the present password' }, { pt: 'outra senha', en: 'another password' });
