import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { beginTry } from '../../db/queries/sign-in-failures.ts';
import { readUser } from '../../db/queries/users.ts';
import { nowOf } from '../../domain/clock.ts';
import { passwordLength } from '../../domain/password-rules.ts';
import { letterLock } from '../../domain/sign-in-lock.ts';
import { answers, answersNothing, jsonBody } from '../answers.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { email, line } from '../fields.ts';
import { conflict, invalidField } from '../problem.ts';
import { refuseLocked } from '../sign-in/attempt.ts';
import { originOf } from '../sign-in/caller-address.ts';
import { orRefused, signInOf } from '../sign-in/calls.ts';
import { refusePoorPassword } from '../sign-in/new-password.ts';
import { fields } from '../validation.ts';

const tags = ['sign-in'];
const security: [] = [];

const getOptions = createRoute({
  tags,
  security,
  method: 'get',
  path: '/auth/options',
  summary: 'What the sign-in page can offer',
  responses: answers(z.object({ passwordReset: z.enum(['mail', 'administrator']) }).openapi('SignInOptions')),
});
const postForgotten = createRoute({
  tags,
  security,
  method: 'post',
  path: '/auth/forgotten-password',
  summary: 'Sends a code to the e-mail, if it is a person’s; the answer does not tell',
  request: { body: jsonBody(fields({ email })) },
  responses: answersNothing,
});
const postReset = createRoute({
  tags,
  security,
  method: 'post',
  path: '/auth/reset-password',
  summary: 'Chooses a new password with the code of the e-mail; ends every session',
  request: { body: jsonBody(fields({ code: line(200), password: z.string().min(1).max(passwordLength.most) })) },
  responses: answersNothing,
});

/** For who forgot the password. */
export function passwordResetRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getOptions, async (c) => {
      const ready = deps.signIn !== null && (await deps.mailer.isReady());
      return c.json({ passwordReset: ready ? ('mail' as const) : ('administrator' as const) }, 200);
    })
    .openapi(postForgotten, async (c) => {
      const account = c.req.valid('json').email.toLowerCase();
      if (!(await deps.mailer.isReady())) {
        throw conflict('no-gateway', {
          pt: 'Não há gateway de e-mail nas configurações: peça uma senha nova a um administrador.',
          en: 'There is no e-mail gateway in the settings: ask an administrator for a new password.',
        });
      }
      const now = nowOf(deps.clock);
      for (const key of [`letters-to:${account}`, `letters-from:${originOf(deps, c).address}`])
        refuseLocked(await beginTry(db, { key, rule: letterLock, now }), now);
      await signInOf(deps).api.requestPasswordReset({ body: { email: account } });
      return c.body(null, 204);
    })
    .openapi(postReset, async (c) => {
      const { code, password } = c.req.valid('json');
      const [userId = '', token = ''] = code.split('.');
      refusePoorPassword(password, (await readUser(db, userId)) ?? { name: '', email: '' });
      await orRefused(signInOf(deps).api.resetPassword({ body: { token, newPassword: password } }), () => {
        const expected = { pt: 'o código do último e-mail, ainda não usado', en: 'the code of the last e-mail, not used yet' };
        return invalidField('code', '***', { pt: 'código inválido ou vencido', en: 'code not valid or expired' }, expected);
      });
      return c.body(null, 204);
    });
}
