import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readCampaignHistory } from '../../db/queries/campaign-history.ts';
import { readCampaign } from '../../db/queries/campaigns.ts';
import { campaignStates } from '../../domain/campaign-states.ts';
import { nowOf } from '../../domain/clock.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import { aCampaign } from '../campaign-actions.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, idParam } from '../fields.ts';
import { found } from '../problem.ts';

const getHistory = createRoute({
  ...access('campaigns:read'),
  tags: ['campaigns'],
  method: 'get',
  path: '/v1/campaigns/{id}/history',
  summary: 'How a campaign came to where it is, oldest first: each change of its state, with what made it',
  request: { params: idParam },
  responses: answers(
    z.object({
      items: z.array(
        z.object({
          at: answerInstant,
          action: z.string().openapi({ description: 'created, started, approved, resumed, resent, undone, or the state itself' }),
          state: z.enum(campaignStates),
        }),
      ),
      nextCursor: z.null(),
    }),
  ),
});

/** The past of a campaign. */
export function campaignHistoryRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>().openapi(getHistory, async (c) => {
    const { id } = c.req.valid('param');
    found(await readCampaign(db, id, nowOf(deps.clock)), aCampaign, id);
    return c.json({ items: await readCampaignHistory(db, id), nextCursor: null }, 200);
  });
}
