import { createMiddleware } from 'hono/factory';
import { hashOfApiKey, useApiKey } from '../db/queries/api-keys.ts';
import { nowOf } from '../domain/clock.ts';
import { allows, type Scope } from '../domain/scopes.ts';
import type { ApiDeps, ApiEnv } from './context.ts';
import { Problem } from './problem.ts';

/** Knows the caller by the API key of `Authorization: Bearer`, or answers 401. */
export function authenticate(deps: ApiDeps) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const [, value] = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '') ?? [];
    if (value === undefined) {
      throw new Problem(401, 'unauthorized', {
        pt: 'Envie o cabeçalho "Authorization: Bearer <chave de API>".',
        en: 'Send the header "Authorization: Bearer <API key>".',
      });
    }
    const key = await useApiKey(deps.db.db, { hash: hashOfApiKey(value), now: nowOf(deps.clock) });
    if (key === null) {
      throw new Problem(401, 'unauthorized', {
        pt: 'A chave de API é desconhecida, foi revogada ou venceu.',
        en: 'The API key is unknown, was revoked or has expired.',
      });
    }
    c.set('caller', { id: key.id, name: key.name, scopes: key.scopes });
    await next();
  });
}

/** For `createRoute`: the scope that a call needs, documented and enforced. */
export function access(scope: Scope) {
  const middleware = createMiddleware<ApiEnv>(async (c, next) => {
    if (!allows(c.var.caller.scopes, scope)) {
      throw new Problem(403, 'forbidden', {
        pt: `Esta chamada precisa do escopo "${scope}"; a chave "${c.var.caller.name}" não o tem.`,
        en: `This call needs the scope "${scope}"; the key "${c.var.caller.name}" does not have it.`,
      });
    }
    await next();
  });
  return { security: [{ apiKey: [scope] }], middleware };
}
