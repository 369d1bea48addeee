import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './context.ts';
import { sessionCookie } from './sign-in/library.ts';

const description = `Avisos de cobrança e SMS de provedores de internet.

Integrações enviam \`Authorization: Bearer <chave de API>\`; pessoas entram por \`POST /auth/sign-in\`. Campos desconhecidos são recusados; respostas podem ganhar campos.
POST aceita \`Idempotency-Key\` (72 h). Erros são \`application/problem+json\`, em português ou inglês (\`Accept-Language\`).
Valores em centavos inteiros; instantes em ISO 8601 com fuso; datas \`AAAA-MM-DD\`.`;

/** Serves the OpenAPI 3.1 description of the routes that were added so far. */
export function describeApi(app: OpenAPIHono<ApiEnv>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: sessionCookie });
  app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Régua', version: '1', description } });
}
