import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import type { Words } from '../../domain/fields.ts';
import { checkTemplate } from '../../domain/template.ts';
import { lintTemplate, type TemplateWarning } from '../../domain/template-lint.ts';
import { wordingFor } from '../../domain/wording.ts';
import { answers, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import { campaignGateway } from '../chosen-text.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id } from '../fields.ts';
import { linkOriginFor } from '../link-origin.ts';
import { templateProblemWords } from '../template-problems.ts';
import { fields } from '../validation.ts';

const place = { index: z.number().openapi({ description: 'UTF-16 code units from the start' }), line: z.number(), column: z.number() };
const given = { given: z.string(), instead: z.string().nullable().openapi({ description: 'What to write instead' }), message: z.string() };
const answer = z
  .object({
    errors: z
      .array(z.object({ code: z.enum(['empty-text', 'unknown-variable', 'unclosed-brace', 'secret-not-allowed']), ...place, ...given }))
      .openapi({ description: 'What keeps the text from being saved' }),
    warnings: z.array(
      z.object({
        code: z.enum(['blocked-word', 'costly-character', 'glued-code', 'cut-link', 'split-code', 'too-long']),
        ...place,
        ...given,
      }),
    ),
  })
  .openapi('TemplateLint');

const postLint = createRoute({
  ...access('templates:read'),
  tags: ['templates'],
  method: 'post',
  path: '/v1/templates/lint',
  summary: 'What is wrong with a text, and what is better changed; nothing is saved',
  request: {
    body: jsonBody(
      fields({
        text: z.string().max(10_000),
        shortLinks: z.boolean().optional().openapi({ description: 'With short links in place of those of the text, as in campaigns' }),
        gatewayId: id.optional().openapi({ description: 'Whose limits and accents count; absent: the default for notices' }),
      }),
    ),
  },
  responses: answers(answer, 'Looked at'),
});

/** Errors and warnings of a text while it is written. */
export function templateLintRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(postLint, async (c) => {
    const { text, gatewayId, shortLinks } = c.req.valid('json');
    const linkOrigin = await linkOriginFor(deps.db.db, { shortLinks }, deps.web);
    const known = await catalogue.newest();
    const gateway = campaignGateway(known, gatewayId ?? known.defaultGateways.notices);
    const { accents, maxLength, maxSegments, counting = 'segments' } = wordingFor({ text, missing: {} }, gateway);
    const { locale } = c.var;
    const errors = checkTemplate(text, { allowSecrets: false }).map(({ nearest, ...problem }) => ({
      ...problem,
      instead: nearest === null ? null : `{${nearest}}`,
      message: templateProblemWords[problem.code][locale],
    }));
    const warnings = lintTemplate(text, { accents, maxLength, maxSegments, counting, linkOrigin }).map((warning) => ({
      ...warning,
      message: wordsOf(warning)[locale],
    }));
    return c.json({ errors, warnings }, 200);
  });
}

function wordsOf({ code, given: found, instead }: TemplateWarning): Words {
  switch (code) {
    case 'blocked-word':
      return instead === null
        ? { pt: `Operadoras podem bloquear "${found}".`, en: `Providers may block "${found}".` }
        : { pt: `Operadoras podem bloquear "${found}": prefira "${instead}".`, en: `Providers may block "${found}": better "${instead}".` };
    case 'costly-character':
      return {
        pt: `"${found}" faz o texto todo valer 70 caracteres por parte, e não 160.`,
        en: `"${found}" makes every part hold 70 characters, not 160.`,
      };
    case 'glued-code':
      return {
        pt: `${found} encosta em outro caractere: o celular copia ou abre errado.`,
        en: `${found} touches another character: phones copy or open it wrongly.`,
      };
    case 'cut-link':
      return { pt: `O celular corta o link "${found}".`, en: `Phones cut the link "${found}".` };
    case 'split-code':
      return {
        pt: `${found} cairia em duas partes: em alguns aparelhos chega cortado.`,
        en: `${found} would travel in two parts: some phones show it cut.`,
      };
    case 'too-long':
      return {
        pt: `Com os exemplos o texto passa do limite do gateway (${found}): não sairia.`,
        en: `With the examples the text is beyond the gateway's limit (${found}): it would not leave.`,
      };
  }
}
