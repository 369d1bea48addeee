import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import {
  discardTemplateDraft,
  listTemplateVersions,
  readTemplateDraft,
  readTemplateVersion,
  saveTemplateDraft,
} from '../../db/queries/template-versions.ts';
import { changeTemplate, readTemplate } from '../../db/queries/templates.ts';
import type { Words } from '../../domain/fields.ts';
import { answers, answersNothing, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, idParam } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { conflict, found } from '../problem.ts';
import { missingAnswer } from '../shapes/missing.ts';
import { aTemplate, templateAnswer, templateWording } from '../shapes/template.ts';
import { refuseUnsoundWording } from '../template-problems.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { fields } from '../validation.ts';
import { write } from '../writing.ts';

const wording = { subject: z.string().nullable(), text: z.string(), missing: missingAnswer };
const draftAnswer = z
  .object({ templateId: z.string(), ...wording, updatedAt: answerInstant, updatedBy: z.string() })
  .openapi('TemplateDraft');
const versionAnswer = z
  .object({ version: z.number(), ...wording, createdAt: answerInstant, createdBy: z.string() })
  .openapi('TemplateVersion');

const reading = { ...access('templates:read'), tags: ['templates'] };
const writing = { ...access('templates:write'), tags: ['templates'] };
const params = idParam;
const draftPath = '/v1/templates/{id}/draft';

const getVersions = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/templates/{id}/versions',
  summary: 'Every version that was in force, newest first',
  request: { params, query: fields(pageQuery) },
  responses: answersPage(versionAnswer),
});
const getDraft = createRoute({
  ...reading,
  method: 'get',
  path: draftPath,
  summary: 'What somebody works on',
  request: { params },
  responses: answers(draftAnswer),
});
const putDraft = createRoute({
  ...writing,
  method: 'put',
  path: draftPath,
  summary: 'Saves a draft; nobody is texted by it before it is published',
  request: { params, query: editQuery, body: jsonBody(fields(templateWording)) },
  responses: answers(draftAnswer, 'Saved; with Regua-Unchanged: 1 nothing was'),
});
const deleteDraft = createRoute({
  ...writing,
  method: 'delete',
  path: draftPath,
  summary: 'Drops the draft',
  request: { params },
  responses: answersNothing,
});
const publish = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/templates/{id}/publish',
  summary: 'Puts the draft in force as the next version; messages keep the text they were written with',
  request: { params },
  responses: answers(templateAnswer, 'In force'),
});
const revert = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/templates/{id}/revert',
  summary: 'Makes the draft of an older version',
  request: { params, body: jsonBody(fields({ version: z.int().min(1).max(1_000_000) })) },
  responses: answers(draftAnswer, 'The draft'),
});

/** What a text was, and what it is going to be. */
export function templateVersionRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  const template = async (executor: Executor, id: string) => found(await readTemplate(executor, id), aTemplate, id);
  const draft = async (executor: Executor, id: string) => {
    await template(executor, id);
    return { templateId: id, ...found(await readTemplateDraft(executor, id), aDraft, id) };
  };
  return new OpenAPIHono<ApiEnv>()
    .openapi(getVersions, async (c) => {
      const { id } = await template(db, c.req.valid('param').id);
      return c.json(pageAnswer(await listTemplateVersions(db, id, pageRequest(c.req.valid('query')))), 200);
    })
    .openapi(getDraft, async (c) => c.json(await draft(db, c.req.valid('param').id), 200))
    .openapi(putDraft, async (c) => {
      const { id } = c.req.valid('param');
      const given = c.req.valid('json');
      refuseUnsoundWording(given);
      const saved = await write(deps, c, async (tx, context) => {
        await template(tx, id);
        if (!(await saveTemplateDraft(tx, { templateId: id, ...given }, context))) c.header('Regua-Unchanged', '1');
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'template', id, given }, context);
        return draft(tx, id);
      });
      return c.json(saved, 200);
    })
    .openapi(deleteDraft, async (c) => {
      const { id } = c.req.valid('param');
      await write(deps, c, async (tx, context) => {
        await template(tx, id);
        if (!(await discardTemplateDraft(tx, id, context))) found(null, aDraft, id);
      });
      return c.body(null, 204);
    })
    .openapi(publish, async (c) => {
      const { id } = c.req.valid('param');
      const published = await write(deps, c, async (tx, context) => {
        const { name, enabled, channel } = await template(tx, id);
        const wanted = await readTemplateDraft(tx, id);
        if (wanted === null) throw noDraft;
        const { subject, text, missing } = wanted;
        refuseUnsoundWording({ subject, text, missing });
        await changeTemplate(tx, { id, name, enabled, channel, subject, text, missing }, context);
        await discardTemplateDraft(tx, id, context);
        return template(tx, id);
      });
      return c.json(published, 200);
    })
    .openapi(revert, async (c) => {
      const { id } = c.req.valid('param');
      const { version } = c.req.valid('json');
      const reverted = await write(deps, c, async (tx, context) => {
        await template(tx, id);
        const old = found(await readTemplateVersion(tx, { templateId: id, version }), versionOf(id), String(version));
        await saveTemplateDraft(tx, { templateId: id, subject: old.subject, text: old.text, missing: old.missing }, context);
        return draft(tx, id);
      });
      return c.json(reverted, 200);
    });
}

const aDraft: Words = { pt: 'rascunho de template', en: 'draft of a template' };
const noDraft = conflict('nothing-to-publish', {
  pt: 'O template não tem rascunho: PUT /v1/templates/{id}/draft primeiro.',
  en: 'The template has no draft: PUT /v1/templates/{id}/draft first.',
});

function versionOf(templateId: string): Words {
  return { pt: `versão do template "${templateId}"`, en: `version of the template "${templateId}"` };
}
