import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { writeAudit } from '../../db/queries/audit.ts';
import { forgetSession } from '../../db/queries/sessions.ts';
import { noteSignIn, readUser } from '../../db/queries/users.ts';
import { nowOf } from '../../domain/clock.ts';
import { passwordLength } from '../../domain/password-rules.ts';
import { answers, answersNothing, jsonBody } from '../answers.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { email, line } from '../fields.ts';
import { Problem } from '../problem.ts';
import { beginAttempt } from '../sign-in/attempt.ts';
import { originOf } from '../sign-in/caller-address.ts';
import { orRefused, signInOf } from '../sign-in/calls.ts';
import { headersFor, passCookies } from '../sign-in/cookies.ts';
import { takeCode } from '../sign-in/used-code.ts';
import { fields } from '../validation.ts';

const tags = ['sign-in'];
const security: [] = [];
const state = z
  .object({
    state: z.enum(['signed-in', 'second-factor']).openapi({ description: 'second-factor: POST /auth/second-factor comes next' }),
    mustChangePassword: z.boolean().openapi({ description: 'Nothing else is open before POST /v1/me/password' }),
  })
  .openapi('SignInState');

const postSignIn = createRoute({
  tags,
  security,
  method: 'post',
  path: '/auth/sign-in',
  summary: 'Signs a person in; sets the session cookie',
  request: { body: jsonBody(fields({ email, password: z.string().min(1).max(passwordLength.most) })) },
  responses: answers(state, 'Signed in, or one step before it'),
});
const postSecondFactor = createRoute({
  tags,
  security,
  method: 'post',
  path: '/auth/second-factor',
  summary: 'The code of the authenticator app, or a recovery code, after the password',
  request: {
    body: jsonBody(fields({ code: line(40), kind: z.enum(['app', 'recovery']).default('app'), trustDevice: z.boolean().default(false) })),
  },
  responses: answers(state, 'Signed in'),
});
const postSignOut = createRoute({
  tags,
  security,
  method: 'post',
  path: '/auth/sign-out',
  summary: 'Ends the session',
  responses: answersNothing,
});

/** The way into the console. */
export function signInRoutes(deps: ApiDeps) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(postSignIn, async (c) => {
      const { password, ...given } = c.req.valid('json');
      const account = given.email.toLowerCase();
      const signIn = signInOf(deps);
      const attempt = await beginAttempt(deps, { email: account, address: originOf(deps, c).address });
      const { response, headers } = await orRefused(
        signIn.api.signInEmail({ body: { email: account, password }, headers: headersFor(deps, c), returnHeaders: true }),
        wrongPassword,
      );
      await attempt.succeeded();
      passCookies(deps, c, headers);
      if ('twoFactorRedirect' in response) return c.json({ state: 'second-factor' as const, mustChangePassword: false }, 200);
      return c.json(await signedIn(deps, c, response.user.id), 200);
    })
    .openapi(postSecondFactor, async (c) => {
      const { code: given, kind, trustDevice } = c.req.valid('json');
      const { api } = signInOf(deps);
      const code = given.replace(/\s/g, '');
      const request = { body: { code, trustDevice }, headers: headersFor(deps, c), returnHeaders: true as const };
      const { response, headers } = await orRefused(kind === 'app' ? api.verifyTOTP(request) : api.verifyBackupCode(request), wrongCode);
      if (kind === 'app' && !(await takeCode(deps, { userId: response.user.id, code }))) {
        await forgetSession(deps.db.db, response.token ?? '');
        throw wrongCode();
      }
      passCookies(deps, c, headers);
      return c.json(await signedIn(deps, c, response.user.id), 200);
    })
    .openapi(postSignOut, async (c) => {
      const { headers } = await signInOf(deps).api.signOut({ headers: headersFor(deps, c), returnHeaders: true });
      passCookies(deps, c, headers);
      return c.body(null, 204);
    });
}

async function signedIn(deps: ApiDeps, c: Context<ApiEnv>, userId: string) {
  const now = nowOf(deps.clock);
  const user = await readUser(deps.db.db, userId);
  await deps.db.db.transaction(async (tx) => {
    await noteSignIn(tx, userId, now);
    const after = { address: originOf(deps, c).address };
    await writeAudit(tx, [{ at: now, actor: `user:${userId}`, action: 'user.signed-in', entity: 'user', entityId: userId, after }]);
  });
  return { state: 'signed-in' as const, mustChangePassword: user?.mustChangePassword ?? false };
}

const wrongPassword = () => new Problem(401, 'wrong-password', { pt: 'E-mail ou senha errados.', en: 'Wrong e-mail or password.' });

const wrongCode = () =>
  new Problem(401, 'wrong-code', {
    pt: 'O código não vale, ou já foi usado: espere o próximo, confira o relógio do celular, ou entre de novo com a senha.',
    en: 'The code is not valid, or was used already: wait for the next one, check the clock of the phone, or sign in with the password again.',
  });
