import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import { notePasswordChosen } from '../../db/queries/users.ts';
import { passwordLength } from '../../domain/password-rules.ts';
import { grants, permissions, roles } from '../../domain/permissions.ts';
import { answers, answersNothing, jsonBody } from '../answers.ts';
import { accessOfAnyCaller, accessOfPasswordChange } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { invalidField } from '../problem.ts';
import { callingPerson, confirmed } from '../sign-in/confirmed.ts';
import { refusePoorPassword } from '../sign-in/new-password.ts';
import { fields } from '../validation.ts';
import { write } from '../writing.ts';

const me = z
  .object({
    kind: z.enum(['key', 'user']),
    id: z.string(),
    name: z.string(),
    permissions: z.array(z.enum(permissions)),
    units: z.array(z.string()).nullable().openapi({ description: 'The units that the caller is limited to; null: all of them' }),
    phones: z.enum(['full', 'masked']),
    workflowsUrl: z
      .string()
      .nullable()
      .openapi({ description: 'Before the id of a workflow: its run in the Temporal UI; null: for whom may not change the settings' }),
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

const tags = ['me'];
const getMe = createRoute({
  ...accessOfAnyCaller,
  tags,
  method: 'get',
  path: '/v1/me',
  summary: 'Who calls, and what the caller may do',
  responses: answers(me),
});
const anyPassword = z.string().min(1).max(passwordLength.most);
const postPassword = createRoute({
  ...accessOfPasswordChange,
  tags,
  method: 'post',
  path: '/v1/me/password',
  summary: 'Chooses another password; ends every other session of the person',
  request: { body: jsonBody(fields({ current: anyPassword, password: anyPassword })) },
  responses: answersNothing,
});

/** What a caller is, and the password of a person. */
export function meRoutes(deps: ApiDeps) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(getMe, async (c) => {
      const { kind, id, name, permissions: held, units, seesFullPhones } = c.var.caller;
      const person = kind === 'user' ? await callingPerson(deps, c) : null;
      const user = person && {
        email: person.email,
        role: person.role,
        grants: person.grants,
        mustChangePassword: person.mustChangePassword,
        secondFactor: person.secondFactor,
      };
      const phones = seesFullPhones ? ('full' as const) : ('masked' as const);
      const workflowsUrl = held.has('settings:write') ? (deps.workflowsUrl ?? null) : null;
      return c.json({ kind, id, name, permissions: [...held], units: units && [...units], phones, workflowsUrl, user }, 200);
    })
    .openapi(postPassword, async (c) => {
      const { current, password } = c.req.valid('json');
      refusePoorPassword(password, await callingPerson(deps, c));
      if (password === current) {
        const expected = { pt: 'outra senha', en: 'another password' };
        throw invalidField('password', password, { pt: 'é a senha de agora', en: 'is the present password' }, expected);
      }
      const body = { currentPassword: current, newPassword: password, revokeOtherSessions: true };
      await confirmed(deps, c, 'current', (api, headers) => api.changePassword({ body, headers, returnHeaders: true }));
      const { id } = c.var.caller;
      await write(deps, c, async (tx, { now, actor }) => {
        await notePasswordChosen(tx, id, now);
        await writeAudit(tx, [{ at: now, actor, action: 'user.password-changed', entity: 'user', entityId: id }]);
      });
      return c.body(null, 204);
    });
}
