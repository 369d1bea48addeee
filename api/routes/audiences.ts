import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { campaignClasses, exclusionReasons } from '../../domain/audience.ts';
import { nowOf } from '../../domain/clock.ts';
import { answers, jsonBody } from '../answers.ts';
import { previewAudience } from '../audience-preview.ts';
import { refuseUnsoundAudiences } from '../audience-problems.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id, line, paragraph } from '../fields.ts';
import { linkOriginFor } from '../link-origin.ts';
import { audienceFilters, previewAnswer } from '../shapes/audience.ts';
import { expecting, fields } from '../validation.ts';

const postPreview = createRoute({
  ...access('campaigns:write'),
  tags: ['campaigns'],
  method: 'post',
  path: '/v1/audiences/preview',
  summary: 'Who would get a campaign, who is left out and why, its longest text, cost and duration',
  request: {
    body: jsonBody(
      fields({
        audiences: audienceFilters,
        class: z.enum(campaignClasses).optional().openapi({ description: 'marketing where only marketing phones are asked for' }),
        text: paragraph(10_000).optional(),
        templateId: id.optional(),
        gatewayId: id.nullable().optional(),
        ratePerSecond: z.number().positive().max(100_000).nullable().optional(),
        shortLinks: z
          .boolean()
          .optional()
          .openapi({ description: 'With short links in place of those of the text, as long as they will be' }),
        show: z
          .enum(['included', ...exclusionReasons])
          .default('included')
          .openapi({ description: 'Whose page is shown: of those who are texted, or of those left out for a reason' }),
        limit: z.int().min(1).max(500).default(50).openapi({ description: 'People, with all texts of the last one' }),
        cursor: line(70).optional().openapi({ description: 'people.nextCursor of the page before' }),
      }).refine(({ text, templateId }) => (text === undefined) !== (templateId === undefined), {
        path: ['text'],
        ...expecting('um de text e templateId, e só um', 'one of text and templateId, and only one'),
      }),
    ),
  },
  responses: answers(previewAnswer, 'Nothing was written'),
});

/** Recipients before there is a campaign. */
export function audienceRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>().openapi(postPreview, async (c) => {
    const { cursor, ...given } = c.req.valid('json');
    await refuseUnsoundAudiences(db, given.audiences, given.class);
    const { locale, caller } = c.var;
    const viewer = { locale, seesFullPhones: caller.seesFullPhones };
    const request = { ...given, linkOrigin: await linkOriginFor(db, given, deps.web), after: cursor ?? '' };
    return c.json(await previewAudience(db, { catalogue, request, now: nowOf(deps.clock), viewer }), 200);
  });
}
