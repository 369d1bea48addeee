import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import { answers } from './answers.ts';
import { access, accessOfAnyCaller } from './auth.ts';
import type { ApiEnv } from './context.ts';
import { refuseUndeclared } from './undeclared.ts';

const responses = answers(z.object({}));
const route = (path: string, declared: object) => createRoute({ ...declared, method: 'get', path, responses });

test('a route of /v1 that does not say who may call it stops the start', () => {
  const app = new OpenAPIHono<ApiEnv>();
  app.openapi(route('/v1/units/{id}', access('units:read')), (c) => c.json({}, 200));
  app.openapi(route('/v1/me', accessOfAnyCaller), (c) => c.json({}, 200));
  app.openapi(route('/health/live', {}), (c) => c.json({}, 200));
  app.use('/v1/*', async (_c, next) => next());
  expect(() => refuseUndeclared(app)).not.toThrow();
  app.openapi(route('/v1/secrets/{id}', {}), (c) => c.json({}, 200));
  app.post('/v1/back-door', (c) => c.text(''));
  expect(() => refuseUndeclared(app)).toThrow(/GET \/v1\/secrets\/:id, POST \/v1\/back-door$/);
});
