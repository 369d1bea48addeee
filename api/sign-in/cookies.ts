import type { Context } from 'hono';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { originOf } from './caller-address.ts';
import { addressHeader } from './library.ts';

/** What the sign-in library may know of a request. */
export function headersFor(deps: Pick<ApiDeps, 'web'>, c: Context<ApiEnv>): Headers {
  const headers = new Headers({ [addressHeader]: originOf(deps, c).address });
  for (const name of ['Cookie', 'User-Agent']) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

/** Passes on the cookies that the library sets; over https a browser gives them back only there. */
export function passCookies(deps: Pick<ApiDeps, 'web'>, c: Context<ApiEnv>, headers: Headers): void {
  const { https } = originOf(deps, c);
  for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', https ? `${cookie}; Secure` : cookie, { append: true });
}
