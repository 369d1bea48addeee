import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { writeAudit } from '../../db/queries/audit.ts';
import { passwordLength } from '../../domain/password-rules.ts';
import { answers, answersNothing, jsonBody } from '../answers.ts';
import { accessOfPerson } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { line } from '../fields.ts';
import { conflict, invalidField } from '../problem.ts';
import { orRefused, signInOf } from '../sign-in/calls.ts';
import { callingPerson, confirmed } from '../sign-in/confirmed.ts';
import { headersFor, passCookies } from '../sign-in/cookies.ts';
import { takeCode } from '../sign-in/used-code.ts';
import { fields } from '../validation.ts';
import { write } from '../writing.ts';

const tags = ['me'];
const password = z.string().min(1).max(passwordLength.most);
const body = jsonBody(fields({ password }));
const recoveryCodes = z.array(z.string()).openapi({ description: 'Each opens once, for who lost the phone; shown this once' });

const postSecondFactor = createRoute({
  ...accessOfPerson,
  tags,
  method: 'post',
  path: '/v1/me/second-factor',
  summary: 'Begins a second factor; it counts once a code of the app confirmed it',
  request: { body },
  responses: answers(
    z.object({ uri: z.string().openapi({ description: 'otpauth://, for a QR code' }), recoveryCodes }).openapi('NewSecondFactor'),
    'To be confirmed',
  ),
});
const confirmSecondFactor = createRoute({
  ...accessOfPerson,
  tags,
  method: 'post',
  path: '/v1/me/second-factor/confirm',
  summary: 'Switches the second factor on, with a code of the app',
  request: { body: jsonBody(fields({ code: line(20) })) },
  responses: answersNothing,
});
const postRecoveryCodes = createRoute({
  ...accessOfPerson,
  tags,
  method: 'post',
  path: '/v1/me/second-factor/recovery-codes',
  summary: 'New recovery codes; the old ones open nothing any more',
  request: { body },
  responses: answers(z.object({ recoveryCodes }), 'The new ones'),
});
const removeSecondFactor = createRoute({
  ...accessOfPerson,
  tags,
  method: 'post',
  path: '/v1/me/second-factor/removal',
  summary: 'Switches the second factor off',
  request: { body },
  responses: answersNothing,
});

/** The second factor of a person: an authenticator app. */
export function secondFactorRoutes(deps: ApiDeps) {
  const audit = (c: Context<ApiEnv>, action: string) =>
    write(deps, c, (tx, { now, actor }) => writeAudit(tx, [{ at: now, actor, action, entity: 'user', entityId: c.var.caller.id }]));
  return new OpenAPIHono<ApiEnv>()
    .openapi(postSecondFactor, async (c) => {
      if ((await callingPerson(deps, c)).secondFactor) throw alreadyOn();
      const { password: given } = c.req.valid('json');
      const begun = await confirmed(deps, c, 'password', (api, headers) =>
        api.enableTwoFactor({ body: { password: given, method: 'totp' }, headers, returnHeaders: true }),
      );
      if (begun.method !== 'totp')
        throw new Error('the sign-in library made a second factor of another kind than the app that was asked for');
      return c.json({ uri: begun.totpURI, recoveryCodes: begun.backupCodes }, 200);
    })
    .openapi(confirmSecondFactor, async (c) => {
      const { code: given } = c.req.valid('json');
      const code = given.replace(/\s/g, '');
      if ((await callingPerson(deps, c)).secondFactor) throw alreadyOn();
      const { headers } = await orRefused(
        signInOf(deps).api.verifyTOTP({ body: { code }, headers: headersFor(deps, c), returnHeaders: true }),
        () => {
          const expected = { pt: 'o código de agora no aplicativo', en: 'the code that the app shows now' };
          return invalidField('code', given, { pt: 'código errado', en: 'wrong code' }, expected);
        },
      );
      await takeCode(deps, { userId: c.var.caller.id, code });
      passCookies(deps, c, headers);
      await audit(c, 'user.second-factor-on');
      return c.body(null, 204);
    })
    .openapi(postRecoveryCodes, async (c) => {
      if (!(await callingPerson(deps, c)).secondFactor) throw isOff();
      const { password: given } = c.req.valid('json');
      const { backupCodes } = await confirmed(deps, c, 'password', (api, headers) =>
        api.generateBackupCodes({ body: { password: given }, headers, returnHeaders: true }),
      );
      await audit(c, 'user.recovery-codes-renewed');
      return c.json({ recoveryCodes: backupCodes }, 200);
    })
    .openapi(removeSecondFactor, async (c) => {
      if (!(await callingPerson(deps, c)).secondFactor) throw isOff();
      const { password: given } = c.req.valid('json');
      await confirmed(deps, c, 'password', (api, headers) =>
        api.disableTwoFactor({ body: { password: given }, headers, returnHeaders: true }),
      );
      await audit(c, 'user.second-factor-off');
      return c.body(null, 204);
    });
}

const alreadyOn = () => conflict('second-factor-on', { pt: 'O segundo fator já está ligado.', en: 'The second factor is on already.' });

const isOff = () => conflict('second-factor-off', { pt: 'O segundo fator não está ligado.', en: 'The second factor is not on.' });
