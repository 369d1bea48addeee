import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import { changeCampaign, createCampaign, deleteCampaign, listCampaigns, lockCampaign, readCampaign } from '../../db/queries/campaigns.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import type { CampaignFields } from '../../domain/campaign.ts';
import { hasEnded } from '../../domain/campaign-states.ts';
import { nowOf } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instants.ts';
import { answers, answersCreated, answersNothing, answersPage, jsonBody } from '../answers.ts';
import { refuseUnsoundAudiences } from '../audience-problems.ts';
import { access } from '../auth.ts';
import { aCampaign } from '../campaign-actions.ts';
import { campaignEnd } from '../campaign-end.ts';
import { retuneCampaign } from '../campaign-tuning.ts';
import { campaignGateway, chosenText } from '../chosen-text.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { linkOriginFor } from '../link-origin.ts';
import { columnsOfLists } from '../listed-audience.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { conflict, found, invalidFields, notFound } from '../problem.ts';
import { campaignAnswer, campaignBody, campaignFieldsOf, campaignOf, campaignPatch, campaignQuery } from '../shapes/campaign.ts';
import { missingProblems } from '../template-problems.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const reading = { ...access('campaigns:read'), tags: ['campaigns'] };
const writing = { ...access('campaigns:write'), tags: ['campaigns'] };
const params = idParam;
const path = '/v1/campaigns/{id}';

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/campaigns',
  summary: 'Campaigns with what became of them so far',
  request: {
    query: fields({ ...pageQuery, ...campaignQuery }),
  },
  responses: answersPage(campaignAnswer),
});
const post = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/campaigns',
  summary: 'A new draft; nobody is texted by it',
  request: { body: jsonBody(campaignBody) },
  responses: answersCreated(campaignAnswer),
});
const getOne = createRoute({
  ...reading,
  method: 'get',
  path,
  summary: 'A campaign with counts that add up, cost, rate and the hour of its end',
  request: { params },
  responses: answers(campaignAnswer),
});
const put = createRoute({
  ...writing,
  method: 'put',
  path,
  summary: 'Replaces a draft',
  request: { params, query: editQuery, body: jsonBody(campaignBody) },
  responses: answers(campaignAnswer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});
const patch = createRoute({
  ...access('campaigns:send'),
  tags: ['campaigns'],
  method: 'patch',
  path,
  summary: 'Changes rate or gateway while it is under way, in force within two seconds',
  request: { params, body: jsonBody(campaignPatch) },
  responses: answers(campaignAnswer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});
const remove = createRoute({
  ...writing,
  method: 'delete',
  path,
  summary: 'Removes a draft',
  request: { params },
  responses: answersNothing,
});

/** Texts to many: drafts, and how those under way and past ones fared. */
export function campaignRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  const shown = async (tx: Executor, id: string, now: Instant) => {
    const campaign = found(await readCampaign(tx, id, now), aCampaign, id);
    return campaignOf(campaign, campaignEnd(campaign, await catalogue.newest(), now));
  };
  const checked = async (tx: Executor, given: CampaignFields) => {
    await refuseUnsoundAudiences(tx, given.audiences, given.class);
    const columns = await columnsOfLists(tx, given.audiences);
    await chosenText(
      tx,
      given,
      columns.map(({ variable }) => variable),
    );
    await linkOriginFor(tx, given, deps.web);
    const problems = missingProblems(given.missing);
    if (problems.length > 0) throw invalidFields(problems);
    campaignGateway(await catalogue.newest(), given.gatewayId);
  };

  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query');
      const now = nowOf(deps.clock);
      const known = await catalogue.newest();
      const { items, next } = await listCampaigns(db, filter, pageRequest({ limit, cursor }), now);
      return c.json(pageAnswer({ items: items.map((one) => campaignOf(one, campaignEnd(one, known, now))), next }), 200);
    })
    .openapi(getOne, async (c) => c.json(await shown(db, c.req.valid('param').id, nowOf(deps.clock)), 200))
    .openapi(post, async (c) => {
      const given = campaignFieldsOf(c.req.valid('json'));
      await checked(db, given);
      const created = await writeOnce(deps, c, { status: 201, answer: campaignAnswer }, async (tx, context) => {
        const id = randomUUID();
        await createCampaign(tx, { ...given, id }, context);
        return shown(tx, id, context.now);
      });
      return c.json(created, 201);
    })
    .openapi(put, async (c) => {
      const { id } = c.req.valid('param');
      const given = campaignFieldsOf(c.req.valid('json'));
      await checked(db, given);
      const changed = await write(deps, c, async (tx, context) => {
        const outcome = await changeCampaign(tx, { ...given, id }, context);
        if (outcome === 'begun') throw begun();
        if (outcome === 'unchanged') c.header('Regua-Unchanged', '1');
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'campaign', id, given }, context);
        return shown(tx, id, context.now);
      });
      return c.json(changed, 200);
    })
    .openapi(patch, async (c) => {
      const { id } = c.req.valid('param');
      const change = c.req.valid('json');
      const known = await catalogue.newest();
      const changed = await write(deps, c, async (tx, context) => {
        const campaign = found(await lockCampaign(tx, id), aCampaign, id);
        if (hasEnded(campaign.state)) {
          throw conflict('campaign-state', { pt: 'A campanha já terminou.', en: 'The campaign has ended.' });
        }
        if (!(await retuneCampaign(tx, campaign, change, { ...context, catalogue: known }))) c.header('Regua-Unchanged', '1');
        return shown(tx, id, context.now);
      });
      return c.json(changed, 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param');
      const outcome = await write(deps, c, (tx, context) => deleteCampaign(tx, id, context));
      if (outcome === 'missing') throw notFound(aCampaign, id);
      if (outcome === 'begun') throw begun();
      return c.body(null, 204);
    });
}

function begun() {
  return conflict('campaign-state', {
    pt: 'A campanha já foi iniciada: só rascunhos mudam. Use "undo" na contagem regressiva, ou PATCH {ratePerSecond, gatewayId}.',
    en: 'The campaign was started: only drafts change. Use "undo" in the countdown, or PATCH {ratePerSecond, gatewayId}.',
  });
}
