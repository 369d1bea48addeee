import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Executor } from '../../db/client.ts';
import { readCampaign } from '../../db/queries/campaigns.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { answers, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import { aCampaign, approve, cancel, lockFor, pause, resendFailed, resume, undoStart } from '../campaign-actions.ts';
import { campaignEnd } from '../campaign-end.ts';
import { planStart, type Starter, startCampaign } from '../campaign-start.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { conflict, found } from '../problem.ts';
import { campaignAnswer, campaignOf, resendBody, startBody } from '../shapes/campaign.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { fields } from '../validation.ts';
import { writeOnce } from '../writing.ts';

const sending = { ...access('campaigns:send'), tags: ['campaigns'], method: 'post' as const };
const params = idParam;

const postStart = createRoute({
  ...sending,
  path: '/v1/campaigns/{id}/start',
  summary: 'Starts a draft, now or at an hour, after a countdown in which it can be undone',
  request: { params, query: editQuery, body: { ...jsonBody(startBody), required: false } },
  responses: answers(campaignAnswer, 'Started'),
});
const postResend = createRoute({
  ...sending,
  path: '/v1/campaigns/{id}/resend-failed',
  summary: 'Sends what failed once more, linked to the first attempt',
  request: { params, body: { ...jsonBody(resendBody), required: false } },
  responses: answers(campaignAnswer, 'Under way again'),
});
const action = <Name extends string>(name: Name, summary: string) =>
  createRoute({
    ...sending,
    path: `/v1/campaigns/{id}/${name}` as const,
    summary,
    request: { params, body: { ...jsonBody(fields({})), required: false } },
    responses: answers(campaignAnswer, 'Done'),
  });
const postUndo = action('undo', 'Takes a start back while the countdown runs, or before the hour');
const postApprove = action('approve', 'A second person agrees to a large campaign; or a canary goes on');
const postPause = action('pause', 'Nothing more leaves until it is resumed; in force within two seconds');
const postResume = action('resume', 'Goes on where it was; also after a canary');
const postCancel = action('cancel', 'Nothing more leaves; cancelled when nothing is on the wire');

/** What is done with a campaign: each is decided on its locked row. */
export function campaignActionRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const run = async (c: Context<ApiEnv>, id: string, act: (tx: Executor, who: Starter) => Promise<void>) => {
    const answer: z.infer<typeof campaignAnswer> = await writeOnce(
      deps,
      c,
      { status: 200, answer: campaignAnswer },
      async (tx, context) => {
        await act(tx, context);
        const campaign = found(await readCampaign(tx, id, context.now), aCampaign, id);
        return campaignOf(campaign, campaignEnd(campaign, await catalogue.newest(), context.now));
      },
    );
    return c.json(answer, 200);
  };
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(postStart, async (c) => {
      const { id } = c.req.valid('param');
      const request = startBody.parse(c.req.valid('json') ?? {});
      return run(c, id, async (tx, who) => {
        const draft = found(await readCampaign(tx, id, who.now), aCampaign, id);
        // Counting takes its time, so it is done before the row is locked.
        const plan =
          draft.state === 'draft' ? await planStart(db, { catalogue, campaign: draft, request, starter: who, web: deps.web }) : null;
        const campaign = await lockFor(tx, id, 'start');
        if (plan === null || campaign.updatedAt !== draft.updatedAt) throw changedMeanwhile();
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'campaign', id, given: draft }, who);
        await startCampaign(tx, campaign, plan, who);
      });
    })
    .openapi(postUndo, (c) => run(c, c.req.valid('param').id, (tx, who) => undoStart(tx, c.req.valid('param').id, who)))
    .openapi(postApprove, (c) => run(c, c.req.valid('param').id, (tx, who) => approve(tx, c.req.valid('param').id, who)))
    .openapi(postPause, (c) => run(c, c.req.valid('param').id, (tx, who) => pause(tx, c.req.valid('param').id, who)))
    .openapi(postResume, (c) => run(c, c.req.valid('param').id, (tx, who) => resume(tx, c.req.valid('param').id, who)))
    .openapi(postCancel, (c) => run(c, c.req.valid('param').id, (tx, who) => cancel(tx, c.req.valid('param').id, who)))
    .openapi(postResend, (c) => {
      const { id } = c.req.valid('param');
      const { states } = resendBody.parse(c.req.valid('json') ?? {});
      return run(c, id, (tx, who) => resendFailed(tx, id, states, who));
    });
}

function changedMeanwhile() {
  return conflict('campaign-state', {
    pt: 'O rascunho mudou enquanto era iniciado; confira e inicie de novo.',
    en: 'The draft changed while it was being started; check it and start again.',
  });
}
