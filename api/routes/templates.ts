import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { readRecipientLists } from '../../db/queries/recipient-lists.ts';
import { changeTemplate, createTemplate, deleteTemplate, listTemplates, readTemplate } from '../../db/queries/templates.ts';
import { nowOf } from '../../domain/clock.ts';
import { sampleOfColumns } from '../../domain/recipient-lists.ts';
import { channels } from '../../domain/states.ts';
import { answers, answersCreated, answersNothing, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id, idParam, line, paragraph } from '../fields.ts';
import { linkOriginFor } from '../link-origin.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { conflict, found, invalidFields, notFound } from '../problem.ts';
import { missingRules } from '../shapes/missing.ts';
import { aTemplate, templateAnswer } from '../shapes/template.ts';
import { previewTemplate } from '../template-preview.ts';
import { missingProblems, textProblems } from '../template-problems.ts';
import { refuseForeign } from '../units-limit.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const body = fields({
  name: line(100),
  enabled: z.boolean().default(true),
  channel: z.enum(channels).default('sms'),
  subject: line(200).nullable().default(null),
  text: paragraph(10_000),
  missing: missingRules,
});
const preview = z
  .object({
    text: z.string().nullable().openapi({ description: 'null when a value is missing' }),
    subject: z.string().nullable(),
    segments: z.number(),
    encoding: z.enum(['GSM-7', 'UCS-2']).nullable(),
    length: z.number(),
    charactersLeft: z.number(),
    costly: z.array(z.object({ index: z.number(), character: z.string() })),
    cost: z.string().nullable().openapi({ description: 'null without a default gateway' }),
    missing: z.object({ variable: z.string(), rule: z.enum(['skip', 'hold']) }).nullable(),
  })
  .openapi('TemplatePreview');

const reading = { ...access('templates:read'), tags: ['templates'] };
const writing = { ...access('templates:write'), tags: ['templates'] };
const params = idParam;
const path = '/v1/templates/{id}';

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/templates',
  summary: 'Templates',
  request: { query: fields(pageQuery) },
  responses: answersPage(templateAnswer),
});
const post = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/templates',
  summary: 'A new template',
  request: { body: jsonBody(body) },
  responses: answersCreated(templateAnswer),
});
const getOne = createRoute({
  ...reading,
  method: 'get',
  path,
  summary: 'A template',
  request: { params },
  responses: answers(templateAnswer),
});
const put = createRoute({
  ...writing,
  method: 'put',
  path,
  summary: 'Replaces a template; messages keep the text they were written with',
  request: { params, query: editQuery, body: jsonBody(body) },
  responses: answers(templateAnswer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});
const remove = createRoute({
  ...writing,
  method: 'delete',
  path,
  summary: 'Removes a template that no rule names',
  request: { params },
  responses: answersNothing,
});
const about = { chargeId: id.optional(), customerId: id.optional() };
const postDraftPreview = createRoute({
  ...reading,
  method: 'post',
  path: '/v1/templates/preview',
  summary: 'A text that is no template yet, for a charge or customer, or for the sample data',
  request: {
    body: jsonBody(
      fields({
        ...about,
        channel: body.shape.channel,
        subject: body.shape.subject,
        text: body.shape.text,
        missing: missingRules,
        shortLinks: z.boolean().optional().openapi({ description: 'With short links in place of those of the text, as in campaigns' }),
        lists: z.array(id).max(20).default([]).openapi({ description: 'Lists whose columns the text may name; they show their own names' }),
      }),
    ),
  },
  responses: answers(preview, 'The text as it would be sent'),
});
const postPreview = createRoute({
  ...reading,
  method: 'post',
  path: '/v1/templates/{id}/preview',
  summary: 'The text for a charge or customer, or for the sample data',
  request: {
    params,
    body: jsonBody(fields(about)),
  },
  responses: answers(preview, 'The text as it would be sent'),
});

/** The texts of the house. */
export function templateRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => c.json(pageAnswer(await listTemplates(db, pageRequest(c.req.valid('query')))), 200))
    .openapi(getOne, async (c) => {
      const { id: templateId } = c.req.valid('param');
      return c.json(found(await readTemplate(db, templateId), aTemplate, templateId), 200);
    })
    .openapi(post, async (c) => {
      const given = checked(c.req.valid('json'));
      const created = await writeOnce(deps, c, { status: 201, answer: templateAnswer }, async (tx, context) => {
        const templateId = randomUUID();
        if (!(await createTemplate(tx, { ...given, id: templateId }, context))) throw nameTaken(given.name);
        return found(await readTemplate(tx, templateId), aTemplate, templateId);
      });
      return c.json(created, 201);
    })
    .openapi(put, async (c) => {
      const { id: templateId } = c.req.valid('param');
      const given = checked(c.req.valid('json'));
      const template = await write(deps, c, async (tx, context) => {
        const outcome = await changeTemplate(tx, { ...given, id: templateId }, context);
        if (outcome === 'name-taken') throw nameTaken(given.name);
        if (outcome === 'unchanged') c.header('Regua-Unchanged', '1');
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'template', id: templateId, given }, context);
        return found(await readTemplate(tx, templateId), aTemplate, templateId);
      });
      return c.json(template, 200);
    })
    .openapi(remove, async (c) => {
      const { id: templateId } = c.req.valid('param');
      await write(deps, c, async (tx, context) => {
        const outcome = await deleteTemplate(tx, templateId, context);
        if (outcome.kind === 'missing') throw notFound(aTemplate, templateId);
        if (outcome.kind === 'reminds') {
          throw conflict('in-use', {
            pt: 'O template lembra as promessas (PATCH /v1/settings); troque-o lá antes.',
            en: 'The template reminds of promises (PATCH /v1/settings); replace it there first.',
          });
        }
        if (outcome.kind === 'used') {
          const { ruleSets, campaigns } = outcome;
          const users = [...ruleSets, ...campaigns.map((name) => `"${name}"`)].join(', ');
          throw conflict('in-use', {
            pt: `O template é usado pela régua ou campanha ${users}; desabilite-o ou troque-o lá.`,
            en: `The template is used by the rule set or campaign ${users}; disable it or replace it there.`,
          });
        }
      });
      return c.body(null, 204);
    })
    .openapi(postDraftPreview, async (c) => {
      const { chargeId, customerId, shortLinks, lists, ...given } = c.req.valid('json');
      await refuseForeign(c, { customer: ['customerId', customerId], charge: ['chargeId', chargeId] });
      const linkOrigin = await linkOriginFor(db, { shortLinks }, deps.web);
      const columns = (await readRecipientLists(db, lists)).flatMap((list) => list.columns);
      const template = checked(
        given,
        columns.map(({ variable }) => variable),
      );
      const asked = { template, about: { chargeId, customerId }, linkOrigin, listed: sampleOfColumns(columns) };
      return c.json(await previewTemplate(db, { catalogue, ...asked, now: nowOf(deps.clock) }), 200);
    })
    .openapi(postPreview, async (c) => {
      const { id: templateId } = c.req.valid('param');
      const subject = c.req.valid('json');
      const template = found(await readTemplate(db, templateId), aTemplate, templateId);
      await refuseForeign(c, { customer: ['customerId', subject.customerId], charge: ['chargeId', subject.chargeId] });
      return c.json(await previewTemplate(db, { catalogue, template, about: subject, now: nowOf(deps.clock) }), 200);
    });
}

function checked<Given extends Pick<z.infer<typeof body>, 'text' | 'subject' | 'missing'>>(
  given: Given,
  listed: readonly string[] = [],
): Given {
  const problems = [
    ...textProblems('text', given.text, listed),
    ...(given.subject === null ? [] : textProblems('subject', given.subject)),
    ...missingProblems(given.missing),
  ];
  if (problems.length > 0) throw invalidFields(problems);
  return given;
}

function nameTaken(name: string) {
  return conflict('name-taken', { pt: `Já existe um template chamado "${name}".`, en: `There is a template called "${name}" already.` });
}
