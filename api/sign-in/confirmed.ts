import type { Context } from 'hono';
import { readUser, type User } from '../../db/queries/users.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { found, invalidField } from '../problem.ts';
import { beginAttempt } from './attempt.ts';
import { originOf } from './caller-address.ts';
import { orRefused, signInOf } from './calls.ts';
import { headersFor, passCookies } from './cookies.ts';
import type { SignIn } from './library.ts';

export const aPerson = { pt: 'pessoa', en: 'person' };

/** The person who calls. */
export async function callingPerson(deps: ApiDeps, c: Context<ApiEnv>): Promise<User> {
  const { id } = c.var.caller;
  return found(await readUser(deps.db.db, id), aPerson, id);
}

/**
 * Calls the library for the person of the session, whose present password confirms it. A wrong one is told at `path` and counts like a
 * failed sign-in: an open browser is no place to guess.
 */
export async function confirmed<T>(
  deps: ApiDeps,
  c: Context<ApiEnv>,
  path: 'current' | 'password',
  call: (api: SignIn['api'], headers: Headers) => Promise<{ response: T; headers: Headers }>,
): Promise<T> {
  const { email } = await callingPerson(deps, c);
  const attempt = await beginAttempt(deps, { email, address: originOf(deps, c).address });
  const { response, headers } = await orRefused(call(signInOf(deps).api, headersFor(deps, c)), () =>
    invalidField(path, '***', { pt: 'senha errada', en: 'wrong password' }, { pt: 'a senha de agora', en: 'the present password' }),
  );
  await attempt.succeeded();
  passCookies(deps, c, headers);
  return response;
}
