import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './context.ts';

/**
 * Stops the start over a route of /v1 that does not say who may call it: such a one would be open to whoever has any key. Throws an
 * error that names them.
 */
export function refuseUndeclared(app: OpenAPIHono<ApiEnv>): void {
  const declared = new Set(
    app.openAPIRegistry.definitions.flatMap((definition) => {
      if (definition.type !== 'route' || definition.route.security === undefined) return [];
      const path = definition.route.path.replaceAll(/\{(\w+)\}/g, ':$1');
      return [`${definition.route.method.toUpperCase()} ${path}`];
    }),
  );
  const served = app.routes
    .filter(({ method, path }) => path.startsWith('/v1/') && method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  const undeclared = [...new Set(served)].filter((route) => !declared.has(route));
  if (undeclared.length > 0) throw new Error(`These routes do not say who may call them (access in api/auth.ts): ${undeclared.join(', ')}`);
}
