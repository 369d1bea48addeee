import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from './context.ts';
import { invalidFields } from './problem.ts';

/** Refuses an address with NUL: Postgres holds it in no text. */
export const refuseUnstorableAddress = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.req.url.includes('%00')) throw unstorable('url');
  await next();
});

/** How JSON writes NUL, and half of a letter that needs two. */
const suspicious = /\\u0000|\\ud[89a-f]/i;

/** Refuses a JSON body with text that Postgres cannot hold, wherever it stands. */
export const refuseUnstorableBody = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.req.header('Content-Type')?.includes('json') && suspicious.test(await c.req.text())) {
    const path = unstorableIn(parsed(await c.req.text()));
    if (path !== null) throw unstorable(path.join('.'));
  }
  await next();
});

function unstorable(path: string) {
  const message = { pt: 'texto com caractere inválido', en: 'text with a character that is none' };
  const expected = { pt: 'um texto sem o caractere NUL nem meio caractere', en: 'a text without the character NUL or half a character' };
  return invalidFields([{ path, message, expected }]);
}

/** Where a value holds such a text, also in the name of a field; null when it does not. */
function unstorableIn(value: unknown): string[] | null {
  if (typeof value === 'string') return isStorable(value) ? null : [];
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name)) return [];
    const path = unstorableIn(inner);
    if (path !== null) return [name, ...path];
  }
  return null;
}

function isStorable(text: string): boolean {
  return !/[\0\p{Cs}]/u.test(text);
}

/** What is no JSON is refused where it is read. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
