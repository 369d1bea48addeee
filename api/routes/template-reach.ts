import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readTemplateReach } from '../../db/queries/template-reach.ts';
import { readTemplate } from '../../db/queries/templates.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { found } from '../problem.ts';
import { aTemplate } from '../shapes/template.ts';
import { unitsOf } from '../units-limit.ts';

const getReach = createRoute({
  ...access('templates:read'),
  tags: ['templates'],
  method: 'get',
  path: '/v1/templates/{id}/reach',
  summary: 'Who speaks with a template, and to how many open charges: what a publication would change at once',
  request: { params: idParam },
  responses: answers(
    z
      .object({
        rules: z
          .array(z.object({ ruleSetId: z.string(), ruleSetName: z.string(), number: z.number(), enabled: z.boolean() }))
          .openapi({ description: 'Of ladders in force' }),
        openCharges: z.number().openapi({ description: 'Of the customers for whom an enabled one of these rules is' }),
        campaigns: z
          .array(z.object({ id: z.string(), name: z.string() }))
          .openapi({ description: 'Drafts: a start keeps the text it had' }),
        remindsOfPromises: z.boolean(),
      })
      .openapi('TemplateReach'),
  ),
});

/** What a text is used for. */
export function templateReachRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>().openapi(getReach, async (c) => {
    const { id } = c.req.valid('param');
    found(await readTemplate(db, id), aTemplate, id);
    return c.json(await readTemplateReach(db, id, unitsOf(c)), 200);
  });
}
