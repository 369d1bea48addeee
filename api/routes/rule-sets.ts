import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { listRuleSets, listRuleSetVersions, publishRuleSet, readRuleSet, saveRuleSetDraft } from '../../db/queries/rule-sets.ts';
import { answers, answersPage, answersPut, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { conflict, found, notFound } from '../problem.ts';
import { replanOpenCharges } from '../replan.ts';
import { refuseUnsoundRules } from '../rule-set-problems.ts';
import { statusOf } from '../saved.ts';
import { ruleSetAnswer, ruleSetFieldsOf, ruleSetPut } from '../shapes/rule-set.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const reading = { ...access('rules:read'), tags: ['rules'] };
const params = idParam;
const path = '/v1/rule-sets/{id}';

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/rule-sets',
  summary: 'Rule sets, each in its newest version',
  request: { query: fields(pageQuery) },
  responses: answersPage(ruleSetAnswer),
});
const getOne = createRoute({
  ...reading,
  method: 'get',
  path,
  summary: 'The draft, or what is published where there is none',
  request: { params },
  responses: answers(ruleSetAnswer),
});
const put = createRoute({
  ...access('rules:write'),
  tags: ['rules'],
  method: 'put',
  path,
  summary: 'Saves the draft; nobody is texted by it',
  request: { params, body: jsonBody(ruleSetPut) },
  responses: answersPut(ruleSetAnswer),
});
const publish = createRoute({
  ...access('rules:publish'),
  tags: ['rules'],
  method: 'post',
  path: '/v1/rule-sets/{id}/publish',
  summary: 'Puts the draft into force for every open charge',
  request: { params },
  responses: answers(ruleSetAnswer, 'Published'),
});
const getVersions = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/rule-sets/{id}/versions',
  summary: 'Every version that was saved',
  request: { params, query: fields(pageQuery) },
  responses: answersPage(ruleSetAnswer),
});

const aRuleSet = { pt: 'régua', en: 'rule set' };

/** The ladders: drafts, and what is in force. */
export function ruleSetRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => c.json(pageAnswer(await listRuleSets(db, pageRequest(c.req.valid('query')))), 200))
    .openapi(getOne, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(found(await readRuleSet(db, id), aRuleSet, id), 200);
    })
    .openapi(put, async (c) => {
      const { id } = c.req.valid('param');
      const given = ruleSetFieldsOf(c.req.valid('json'));
      const [saved, ruleSet] = await write(deps, c, async (tx, context) => {
        await refuseUnsoundRules(tx, id, given);
        const outcome = await saveRuleSetDraft(tx, { ...given, id }, context);
        return [outcome, found(await readRuleSet(tx, id), aRuleSet, id)] as const;
      });
      return c.json(ruleSet, statusOf(c, saved));
    })
    .openapi(publish, async (c) => {
      const { id } = c.req.valid('param');
      const published = await writeOnce(deps, c, { status: 200, answer: ruleSetAnswer }, async (tx, context) => {
        const draft = await readRuleSet(tx, id);
        if (draft === null) throw notFound(aRuleSet, id);
        await refuseUnsoundRules(tx, id, draft);
        const ruleSet = await publishRuleSet(tx, id, context);
        if (ruleSet === null)
          throw conflict('nothing-to-publish', { pt: `A régua "${id}" não tem rascunho.`, en: `The rule set "${id}" has no draft.` });
        await replanOpenCharges(tx, db, context.now);
        return ruleSet;
      });
      return c.json(published, 200);
    })
    .openapi(getVersions, async (c) => {
      const { id } = c.req.valid('param');
      found(await readRuleSet(db, id), aRuleSet, id);
      return c.json(pageAnswer(await listRuleSetVersions(db, id, pageRequest(c.req.valid('query')))), 200);
    });
}
