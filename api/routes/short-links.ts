import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { followLink } from '../../db/queries/short-links.ts';
import { nowOf } from '../../domain/clock.ts';
import { isByPerson } from '../../domain/link-visitors.ts';
import { isCode, targetOf } from '../../domain/short-links.ts';
import { refused } from '../answers.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { createRateLimiter, refuseBeyond } from '../rate-limit.ts';
import { originOf } from '../sign-in/caller-address.ts';

const getLink = createRoute({
  tags: ['short links'],
  method: 'get',
  path: '/l/{code}',
  summary: 'Leads whoever follows a short link of a text to where it leads, and counts the click of a person',
  request: { params: z.object({ code: z.string() }) },
  responses: {
    302: { description: 'To the page' },
    404: { description: 'Unknown or expired: a page that says so', content: { 'text/html': { schema: z.string() } } },
    default: refused,
  },
});

/** Many phones of one carrier share an address: only codes that lead nowhere are counted by it. */
const perStranger = { perSecond: 5, burst: 100 };
const perCode = { perSecond: 10, burst: 100 };

/** The short links of texts, open to whoever has one. Nothing is kept of who followed it. */
export function shortLinkRoutes(deps: ApiDeps) {
  const strangers = createRateLimiter(deps.clock, perStranger);
  const known = createRateLimiter(deps.clock, perCode);
  return new OpenAPIHono<ApiEnv>().openapi(getLink, async (c) => {
    const { code } = c.req.valid('param');
    const purpose = c.req.header('Sec-Purpose') ?? c.req.header('Purpose') ?? null;
    const person = isByPerson({ method: c.req.method, userAgent: c.req.header('User-Agent') ?? null, purpose });
    c.header('Cache-Control', 'no-store');
    c.header('Referrer-Policy', 'no-referrer');
    if (isCode(code)) refuseBeyond(known.take(code));
    const stored = isCode(code) ? await followLink(deps.db.db, { code, person, now: nowOf(deps.clock) }) : null;
    const target = stored === null ? null : targetOf(stored);
    if (target === null) {
      refuseBeyond(strangers.take(originOf(deps, c).address));
      return c.html(nowhere, 404);
    }
    return c.redirect(target, 302);
  });
}

const nowhere = `<!doctype html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Link não encontrado</title>
</head>
<body>
<h1>Este link não leva mais a lugar nenhum</h1>
<p>Ele pode ter vencido ou ter sido copiado pela metade. Confira se o endereço está igual ao da mensagem.</p>
<p>Se precisar da fatura ou da oferta, fale com o seu provedor de internet: ele manda um link novo.</p>
</body>
</html>
`;
