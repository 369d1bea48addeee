import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import { listLeftOut } from '../../db/queries/campaign-left-out.ts';
import { readCampaign } from '../../db/queries/campaigns.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { listMessages, readMessage } from '../../db/queries/read-messages.ts';
import { exclusionReasons } from '../../domain/audience.ts';
import { campaignStates } from '../../domain/campaign-states.ts';
import { nowOf } from '../../domain/clock.ts';
import { maskPhone } from '../../domain/masks.ts';
import { messageStates } from '../../domain/states.ts';
import { answers, answersCreated, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import { aCampaign } from '../campaign-actions.ts';
import { campaignReport } from '../campaign-report.ts';
import { sendCampaignTest } from '../campaign-test.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, id, idParam, line } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { found } from '../problem.ts';
import { campaignCounts } from '../shapes/campaign.ts';
import { messageAnswer, messageOf, messageWithEvents, wholeMessage } from '../shapes/message.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';
import { writeOnce } from '../writing.ts';

const tags = ['campaigns'];
const params = idParam;

const getMessages = createRoute({
  ...access('messages:read'),
  tags,
  method: 'get',
  path: '/v1/campaigns/{id}/messages',
  summary: 'Every text of a campaign, newest first; one that was sent again names its first attempt',
  request: { params, query: fields({ ...pageQuery, state: z.enum(messageStates).optional() }) },
  responses: answersPage(messageAnswer),
});
const getLeftOut = createRoute({
  ...access('campaigns:read'),
  tags,
  method: 'get',
  path: '/v1/campaigns/{id}/left-out',
  summary: 'Who was selected and is not texted, and why',
  request: { params, query: fields({ ...pageQuery, reason: z.enum(exclusionReasons).optional() }) },
  responses: answersPage(
    z
      .object({
        customerId: z.string().nullable(),
        name: z.string().nullable(),
        chargeId: z.string().nullable(),
        phone: z.string().nullable(),
        reason: z.enum(exclusionReasons),
        detail: z.string().nullable().openapi({ description: 'The variable without a value' }),
      })
      .openapi('CampaignLeftOut'),
  ),
});
const getReport = createRoute({
  ...access('campaigns:read'),
  tags,
  method: 'get',
  path: '/v1/campaigns/{id}/report',
  summary: 'What came of a campaign: cost, deliveries, replies and opt-outs',
  request: { params },
  responses: answers(
    z
      .object({
        campaignId: z.string(),
        name: z.string(),
        state: z.enum(campaignStates),
        startedAt: answerInstant.nullable(),
        finishedAt: answerInstant.nullable(),
        counts: campaignCounts,
        excluded: z.partialRecord(z.enum(exclusionReasons), z.number()),
        cost: z.string().openapi({ description: 'Of what left or may have left, in reais' }),
        left: z.number().openapi({ description: 'Texts that the provider took' }),
        deliveryRate: z.number().nullable().openapi({ description: 'Delivered of those that left, from 0 to 1; null where none left' }),
        refusalRate: z.number().nullable().openapi({ description: 'Refused of those that the provider answered' }),
        replies: z.number(),
        optOuts: z.number(),
        wrongPersons: z.number(),
        clicks: z
          .object({
            total: z.number(),
            people: z.number().openapi({ description: 'Delivered texts of which a link was followed' }),
            share: z.number().nullable().openapi({ description: 'Of the delivered ones, from 0 to 1; null where none is' }),
          })
          .nullable()
          .openapi({ description: 'null without short links' }),
      })
      .openapi('CampaignReport'),
  ),
});
const postTest = createRoute({
  ...access('campaigns:write'),
  tags,
  method: 'post',
  path: '/v1/campaigns/{id}/test',
  summary: 'Sends the text to phones of the house, with the values of a chosen customer or charge, or of the sample',
  request: {
    params,
    body: jsonBody(fields({ phones: z.array(line(60)).min(1).max(5), customerId: id.optional(), chargeId: id.optional() })),
  },
  responses: answersCreated(z.object({ items: z.array(messageWithEvents) }).openapi('CampaignTest')),
});

/** Whom a campaign texts and whom not, what came of it, and a text to look at before. */
export function campaignRecipientRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  const read = async (campaignId: string) => found(await readCampaign(db, campaignId, nowOf(deps.clock)), aCampaign, campaignId);
  return new OpenAPIHono<ApiEnv>()
    .openapi(getMessages, async (c) => {
      const { id: campaignId } = await read(c.req.valid('param').id);
      const { limit, cursor, state } = c.req.valid('query');
      const filter = { campaignId, state, units: unitsOf(c) };
      const { items, next } = await listMessages(db, filter, pageRequest({ limit, cursor }));
      return c.json(pageAnswer({ items: items.map((message) => messageOf(message, c.var.caller)), next }), 200);
    })
    .openapi(getLeftOut, async (c) => {
      const { id: campaignId } = await read(c.req.valid('param').id);
      const { limit, cursor, reason } = c.req.valid('query');
      const { items, next } = await listLeftOut(db, { campaignId, reason }, pageRequest({ limit, cursor }));
      const { seesFullPhones } = c.var.caller;
      const shown = items.map(({ phone, ...entry }) => ({ ...entry, phone: phone === null || seesFullPhones ? phone : maskPhone(phone) }));
      return c.json(pageAnswer({ items: shown, next }), 200);
    })
    .openapi(getReport, async (c) => {
      return c.json(await campaignReport(db, await read(c.req.valid('param').id)), 200);
    })
    .openapi(postTest, async (c) => {
      const campaign = await read(c.req.valid('param').id);
      const request = c.req.valid('json');
      const answer = z.object({ items: z.array(messageWithEvents) });
      const sent = await writeOnce(deps, c, { status: 201, answer }, async (tx, { now, actor }) => {
        const ids = await sendCampaignTest(tx, { catalogue, campaign, request, web: deps.web, now });
        const { customerId = null, chargeId = null } = request;
        const after = { messageIds: ids.map(String), customerId, chargeId };
        await writeAudit(tx, [{ at: now, actor, action: 'campaign.tested', entity: 'campaign', entityId: campaign.id, after }]);
        const items = [];
        for (const one of ids) items.push(wholeMessage(found(await readMessage(tx, one), aCampaign, String(one)), c.var.caller));
        return { items };
      });
      return c.json(sent, 201);
    });
}
