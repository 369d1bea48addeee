import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import {
  listRuleSets,
  listRuleSetVersions,
  publishRuleSet,
  readRuleSet,
  saveRuleSetDraft,
  unstageRuleSet,
} from '../../db/queries/rule-sets.ts';
import { readSurvey, startSurvey } from '../../db/queries/surveys.ts';
import { answers, answersPage, answersPut, jsonBody, optionalJsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id, idParam } from '../fields.ts';
import { refuseUnknownUnits } from '../known-units.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { conflict, found, notFound, type Problem } from '../problem.ts';
import { replanOpenCharges } from '../replan.ts';
import { refuseUnsoundRules } from '../rule-set-problems.ts';
import { statusOf } from '../saved.ts';
import { ruleSetAnswer, ruleSetFieldsOf, ruleSetPut } from '../shapes/rule-set.ts';
import { surveyAnswer, surveyOf } from '../shapes/survey.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const unitIds = z.array(id).min(1).max(100);
const publishedAnswer = ruleSetAnswer.extend({ surveyId: z.string() });

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
  request: { params, query: editQuery, body: jsonBody(ruleSetPut) },
  responses: answersPut(ruleSetAnswer),
});
const publish = createRoute({
  ...access('rules:publish'),
  tags: ['rules'],
  method: 'post',
  path: '/v1/rule-sets/{id}/publish',
  summary: 'Puts the draft into force for every open charge, or in some units first; `surveyId` tells how far its charges know',
  request: { params, query: editQuery, body: optionalJsonBody(fields({ units: unitIds.optional() })) },
  responses: answers(publishedAnswer, 'Published'),
});
const unstage = createRoute({
  ...access('rules:publish'),
  tags: ['rules'],
  method: 'delete',
  path: '/v1/rule-sets/{id}/staging',
  summary: 'Takes back what is in force in some units only',
  request: { params },
  responses: answers(publishedAnswer, 'Taken back'),
});
const simulate = createRoute({
  ...access('rules:write'),
  tags: ['rules'],
  method: 'post',
  path: '/v1/rule-sets/{id}/simulate',
  summary: 'Compares the draft with what is in force over every open charge, in the background',
  request: { params, body: optionalJsonBody(fields({ units: unitIds.optional(), days: z.int().min(1).max(366).optional() })) },
  responses: answers(surveyAnswer, 'Asked for'),
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
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'rule-set', id, given }, context);
        return [outcome, found(await readRuleSet(tx, id), aRuleSet, id)] as const;
      });
      return c.json(ruleSet, statusOf(c, saved));
    })
    .openapi(publish, async (c) => {
      const { id } = c.req.valid('param');
      const published = await writeOnce(deps, c, { status: 200, answer: publishedAnswer }, async (tx, context) => {
        const draft = await readRuleSet(tx, id);
        if (draft === null) throw notFound(aRuleSet, id);
        await refuseUnsoundRules(tx, id, draft);
        const { units = null } = c.req.valid('json');
        await refuseUnknownUnits(tx, units ?? []);
        const ruleSet = await publishRuleSet(tx, { id, units }, context);
        if (ruleSet === null) throw nothingToPublish(id, units !== null && draft.publishedVersion === null);
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'rule-set', id, given: ruleSet }, context);
        return { ...ruleSet, surveyId: await replanOpenCharges(tx, `rule-set:${id}`, context) };
      });
      return c.json(published, 200);
    })
    .openapi(unstage, async (c) => {
      const { id } = c.req.valid('param');
      const published = await write(deps, c, async (tx, context) => {
        found(await readRuleSet(tx, id), aRuleSet, id);
        if (!(await unstageRuleSet(tx, id, context)))
          throw conflict('nothing-to-publish', {
            pt: `A régua "${id}" não vale só em algumas unidades.`,
            en: `The rule set "${id}" is not in force in some units only.`,
          });
        const ruleSet = found(await readRuleSet(tx, id), aRuleSet, id);
        return { ...ruleSet, surveyId: await replanOpenCharges(tx, `rule-set:${id}`, context) };
      });
      return c.json(published, 200);
    })
    .openapi(simulate, async (c) => {
      const { id } = c.req.valid('param');
      const { units, days } = c.req.valid('json');
      const survey = await writeOnce(deps, c, { status: 200, answer: surveyAnswer }, async (tx, context) => {
        const draft = found(await readRuleSet(tx, id), aRuleSet, id);
        if (draft.state !== 'draft') throw nothingToPublish(id, false);
        await refuseUnsoundRules(tx, id, draft);
        await refuseUnknownUnits(tx, units ?? []);
        const input = { cause: `rule-set:${id}`, ruleSetId: id, ...(units && { units }), ...(days && { days }) };
        const surveyId = await startSurvey(tx, { kind: 'simulation', input }, context);
        return surveyOf(found(await readSurvey(tx, surveyId), { pt: 'levantamento', en: 'survey' }, surveyId));
      });
      return c.json(survey, 200);
    })
    .openapi(getVersions, async (c) => {
      const { id } = c.req.valid('param');
      found(await readRuleSet(db, id), aRuleSet, id);
      return c.json(pageAnswer(await listRuleSetVersions(db, id, pageRequest(c.req.valid('query')))), 200);
    });
}

function nothingToPublish(id: string, isNew: boolean): Problem {
  if (isNew)
    return conflict('nothing-in-force', {
      pt: `A régua "${id}" ainda não vale em lugar nenhum: publique-a para todas, ou limite-a em "appliesTo.units".`,
      en: `The rule set "${id}" is in force nowhere yet: publish it for all, or limit it by "appliesTo.units".`,
    });
  return conflict('nothing-to-publish', { pt: `A régua "${id}" não tem rascunho.`, en: `The rule set "${id}" has no draft.` });
}
