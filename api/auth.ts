import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { hashOfApiKey, useApiKey } from '../db/queries/api-keys.ts';
import { readUser } from '../db/queries/users.ts';
import { nowOf } from '../domain/clock.ts';
import { type Permission, permissionsOf, seesFullPhones } from '../domain/permissions.ts';
import { permissionsOfScopes } from '../domain/scopes.ts';
import { sameValue } from '../domain/source-view.ts';
import type { ApiDeps, ApiEnv, Caller } from './context.ts';
import { Problem } from './problem.ts';
import { createRateLimiter, refuseBeyond } from './rate-limit.ts';
import { originOf } from './sign-in/caller-address.ts';
import { headersFor, passCookies } from './sign-in/cookies.ts';
import { refuseForeignOrigin } from './sign-in/same-origin.ts';
import { type OfPath, refuseOtherUnits } from './units-limit.ts';

/** In this process. Far above what a billing system or a person needs: it stops a loop that ran wild, not work. */
const limits = {
  key: { perSecond: 2_000, burst: 10_000 },
  user: { perSecond: 30, burst: 600 },
  /** By address, for calls without a valid key or session. */
  stranger: { perSecond: 20, burst: 600 },
};

/**
 * Knows the caller by the API key of `Authorization: Bearer`, or else by the session cookie; answers 401 where there is neither, and 429
 * to a caller of too many calls.
 */
export function authenticate(deps: ApiDeps) {
  const known = { key: createRateLimiter(deps.clock, limits.key), user: createRateLimiter(deps.clock, limits.user) };
  const strangers = createRateLimiter(deps.clock, limits.stranger);
  return createMiddleware<ApiEnv>(async (c, next) => {
    c.set('db', deps.db.db);
    const authorization = c.req.header('Authorization');
    const caller = authorization === undefined ? await callerOfSession(deps, c) : await callerOfKey(deps, authorization);
    if (caller instanceof Problem) {
      refuseBeyond(strangers.take(originOf(deps, c).address));
      throw caller;
    }
    refuseBeyond(known[caller.kind].take(caller.id));
    if (caller.kind === 'user') refuseForeignOrigin(deps, c);
    c.set('caller', caller);
    await next();
  });
}

async function callerOfKey(deps: ApiDeps, authorization: string): Promise<Caller | Problem> {
  const [, value] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const key = value === undefined ? null : await useApiKey(deps.db.db, { hash: hashOfApiKey(value), now: nowOf(deps.clock) });
  if (key === null) {
    return new Problem(401, 'unauthorized', {
      pt: 'A chave de API é desconhecida, foi revogada ou venceu. Espera-se o cabeçalho "Authorization: Bearer <chave de API>".',
      en: 'The API key is unknown, was revoked or has expired. Expected is the header "Authorization: Bearer <API key>".',
    });
  }
  const { id, name, scopes } = key;
  const permissions = permissionsOfScopes(scopes);
  return { kind: 'key', id, name, actor: `key:${id}`, permissions, units: null, seesFullPhones: true, session: null };
}

async function callerOfSession(deps: ApiDeps, c: Context<ApiEnv>, how: 'use' | 'look' = 'use'): Promise<Caller | Problem> {
  const known = c.req.header('Cookie') === undefined ? null : await sessionOf(deps, c, how);
  const user = known && (await readUser(deps.db.db, known.user.id));
  if (known === null || user === null || user.disabledAt !== null) {
    return new Problem(401, 'unauthorized', {
      pt: 'Entre no console, ou envie o cabeçalho "Authorization: Bearer <chave de API>".',
      en: 'Sign in to the console, or send the header "Authorization: Bearer <API key>".',
    });
  }
  const { id, name, units, mustChangePassword } = user;
  const session = { id: known.session.id, mustChangePassword };
  const permissions = permissionsOf(user);
  return { kind: 'user', id, name, actor: `user:${id}`, permissions, units, seesFullPhones: seesFullPhones(user), session };
}

/** The session of the cookie, which lives longer for being used; a look leaves it as it is. */
async function sessionOf(deps: ApiDeps, c: Context<ApiEnv>, how: 'use' | 'look') {
  if (deps.signIn === null) return null;
  const query = { disableRefresh: how === 'look' };
  const { response, headers } = await deps.signIn.api.getSession({ headers: headersFor(deps, c), query, returnHeaders: true });
  if (how === 'use') passCookies(deps, c, headers);
  return response;
}

/**
 * For `createRoute`: the permission that a call needs, documented and enforced. `ofPath` says what the path names (`{ charge: 'id' }`):
 * somebody limited to units is told 404 for what lies in others. Every route of /v1 has this or one of the three below.
 */
export function access(permission: Permission, ofPath: OfPath = {}) {
  const middleware = createMiddleware<ApiEnv>(async (c, next) => {
    if (c.var.caller.session?.mustChangePassword) throw passwordChangeRequired();
    demand(c, permission);
    await refuseOtherUnits(c, ofPath);
    await next();
  });
  return { security: [{ apiKey: [permission] }, { session: [permission] }], 'x-of-unit': ofPath, middleware };
}

/** 403 for a caller without the permission: for what a call needs beside its route's, by what its body asks. */
export function demand(c: Context<ApiEnv>, permission: Permission): void {
  if (!c.var.caller.permissions.has(permission)) throw lacking(c.var.caller, permission);
}

/** For `createRoute`: whoever was recognised may call, also to learn what is left to do before anything else. */
export const accessOfAnyCaller = { security: [{ apiKey: [] }, { session: [] }] };

/** The same, but not before a one-time password was changed. */
export const accessOfKnown = {
  security: [{ apiKey: [] }, { session: [] }],
  middleware: createMiddleware<ApiEnv>(async (c, next) => {
    if (c.var.caller.session?.mustChangePassword) throw passwordChangeRequired();
    await next();
  }),
};

/** For what goes on after the call was let in: whether the caller would be let in again, with the same rights. Asking keeps no session alive. */
export async function isStillLetIn(deps: ApiDeps, c: Context<ApiEnv>): Promise<boolean> {
  const authorization = c.req.header('Authorization');
  const again = authorization === undefined ? await callerOfSession(deps, c, 'look') : await callerOfKey(deps, authorization);
  if (again instanceof Problem || again.permissions.size !== c.var.caller.permissions.size) return false;
  if (!sameValue(again.units, c.var.caller.units)) return false;
  return [...again.permissions].every((permission) => c.var.caller.permissions.has(permission));
}

/** For `createRoute`: a person may call, for what is the person's own. */
export const accessOfPerson = {
  security: [{ session: [] }],
  middleware: createMiddleware<ApiEnv>(async (c, next) => {
    const session = sessionOfPerson(c.var.caller);
    if (session.mustChangePassword) throw passwordChangeRequired();
    await next();
  }),
};

/** The same for the one call that is open to a person with a one-time password. */
export const accessOfPasswordChange = {
  security: [{ session: [] }],
  middleware: createMiddleware<ApiEnv>(async (c, next) => {
    sessionOfPerson(c.var.caller);
    await next();
  }),
};

function sessionOfPerson({ session }: Caller): NonNullable<Caller['session']> {
  if (session !== null) return session;
  throw new Problem(403, 'forbidden', {
    pt: 'Só quem entrou com e-mail e senha tem isto; uma chave de API não.',
    en: 'Only who signed in with e-mail and password has this; an API key has not.',
  });
}

function passwordChangeRequired(): Problem {
  return new Problem(403, 'password-change-required', {
    pt: 'Escolha primeiro uma senha sua: POST /v1/me/password.',
    en: 'Choose a password of your own first: POST /v1/me/password.',
  });
}

function lacking({ kind, name }: Caller, permission: Permission): Problem {
  if (kind === 'user') {
    return new Problem(403, 'forbidden', {
      pt: `Esta chamada precisa da permissão "${permission}"; ${name} não a tem.`,
      en: `This call needs the permission "${permission}"; ${name} does not have it.`,
    });
  }
  return new Problem(403, 'forbidden', {
    pt: `Esta chamada precisa do escopo "${permission}"; a chave "${name}" não o tem.`,
    en: `This call needs the scope "${permission}"; the key "${name}" does not have it.`,
  });
}
