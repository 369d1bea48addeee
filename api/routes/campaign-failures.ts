import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { listCampaignFailures } from '../../db/queries/campaign-failures.ts';
import { readCampaign } from '../../db/queries/campaigns.ts';
import { failedStates } from '../../domain/campaign-counts.ts';
import { nowOf } from '../../domain/clock.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import { aCampaign } from '../campaign-actions.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { found } from '../problem.ts';

const getFailures = createRoute({
  ...access('campaigns:read'),
  tags: ['campaigns'],
  method: 'get',
  path: '/v1/campaigns/{id}/failures',
  summary: 'Texts of a campaign that did not arrive, by state and reason, the most first',
  request: { params: idParam },
  responses: answers(
    z.object({
      items: z.array(z.object({ state: z.enum(failedStates), reason: z.string().nullable(), messages: z.number() })),
    }),
  ),
});

/** Who did not get a campaign, and why. */
export function campaignFailureRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>().openapi(getFailures, async (c) => {
    const { id } = c.req.valid('param');
    found(await readCampaign(db, id, nowOf(deps.clock)), aCampaign, id);
    return c.json({ items: await listCampaignFailures(db, id) }, 200);
  });
}
