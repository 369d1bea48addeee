import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import absolutePath from 'swagger-ui-dist/absolute-path.js';
import type { ApiEnv } from '../context.ts';
import { pageHeaders } from '../security-headers.ts';

const swaggerFolder = absolutePath();

/** Served from here, so that the page works without the internet and under a strict policy. */
const assets: Record<string, { type: string; content(): Promise<Buffer | string> }> = {
  'swagger-ui.css': { type: 'text/css', content: () => readFile(join(swaggerFolder, 'swagger-ui.css')) },
  'swagger-ui-bundle.js': { type: 'text/javascript', content: () => readFile(join(swaggerFolder, 'swagger-ui-bundle.js')) },
  'favicon-32x32.png': { type: 'image/png', content: () => readFile(join(swaggerFolder, 'favicon-32x32.png')) },
  'start.js': {
    type: 'text/javascript',
    content: async () =>
      "window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, persistAuthorization: false });",
  },
};

const page = (title: string, body: string, head = '') => `<!doctype html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/docs/favicon-32x32.png">
${head}
</head>
<body>
${body}
</body>
</html>
`;

const docs = page(
  'Régua: API',
  '<main id="api"></main>\n<script src="/docs/swagger-ui-bundle.js"></script>\n<script src="/docs/start.js"></script>',
  '<link rel="stylesheet" href="/docs/swagger-ui.css">',
);

const home = page(
  'Régua',
  `<main>
<h1>Régua</h1>
<p>Avisos de cobrança de provedores de internet, por SMS e e-mail.</p>
<ul>
<li><a href="/docs">Documentação da API</a></li>
<li><a href="/openapi.json">OpenAPI 3.1</a></li>
<li><a href="/health/ready">Estado do serviço</a></li>
</ul>
</main>`,
);

/** The first page and the readable form of the API's description. */
export function docsRoutes() {
  const routes = new Hono<ApiEnv>();
  const policy = pageHeaders({ styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'] });
  routes.use('/', policy).get('/', (c) => c.html(home));
  routes.use('/docs', policy).get('/docs', (c) => c.html(docs));
  routes.get('/docs/:file', async (c) => {
    const asset = assets[c.req.param('file')];
    if (asset === undefined) return c.notFound();
    const content = await asset.content();
    return c.body(typeof content === 'string' ? content : new Uint8Array(content), 200, {
      'Content-Type': `${asset.type}; charset=utf-8`,
      'Cache-Control': 'public, max-age=3600',
      'X-Content-Type-Options': 'nosniff',
    });
  });
  return routes;
}
