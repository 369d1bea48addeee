import type { Context } from 'hono';
import { readUrl } from '../../domain/web-url.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { Problem } from '../problem.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a write that another site's page made a browser send: the cookie goes along by itself, so it proves nothing. Browsers say where
 * a request was made; one with a cookie that does not say it is no browser of ours.
 */
export function refuseForeignOrigin(deps: Pick<ApiDeps, 'web'>, c: Context<ApiEnv>): void {
  if (reading.has(c.req.method) || isOwn(deps, c)) return;
  throw new Problem(403, 'foreign-origin', {
    pt: 'O pedido não veio de uma página deste endereço. Atrás de um proxy, informe REGUA_PUBLIC_URL.',
    en: 'The request did not come from a page of this address. Behind a proxy, set REGUA_PUBLIC_URL.',
  });
}

function isOwn({ web }: Pick<ApiDeps, 'web'>, c: Context<ApiEnv>): boolean {
  const site = c.req.header('Sec-Fetch-Site'); // not sent over plain http, other than to localhost
  if (site !== undefined) return site === 'same-origin';
  const origin = c.req.header('Origin');
  if (origin === undefined) return c.req.header('Cookie') === undefined;
  return origin === web.publicUrl?.origin || readUrl(origin)?.host === new URL(c.req.url).host;
}
