import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { writeAudit } from '../../db/queries/audit.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { queueManualMessage } from '../../db/queries/manual-messages.ts';
import { listOpenAlerts } from '../../db/queries/read-alerts.ts';
import { listMessages, readMessage } from '../../db/queries/read-messages.ts';
import { isPhoneOfUnits } from '../../db/queries/unit-of.ts';
import { answers, answersCreated, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, id, line, paragraph } from '../fields.ts';
import { composeManualMessage, phoneGiven } from '../manual-message.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { found, notFound } from '../problem.ts';
import { messageAnswer, messageFilterOf, messageOf, messageQuery, messageWithEvents, wholeMessage } from '../shapes/message.ts';
import { refuseForeign, refuseLimited, unitsOf } from '../units-limit.ts';
import { expecting, fields } from '../validation.ts';
import { writeOnce } from '../writing.ts';

const reading = { ...access('messages:read'), tags: ['messages'] };

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/messages',
  summary: 'Messages',
  request: { query: fields({ ...pageQuery, ...messageQuery }) },
  responses: answersPage(messageAnswer),
});
const getOne = createRoute({
  ...access('messages:read', { message: 'id' }),
  tags: ['messages'],
  method: 'get',
  path: '/v1/messages/{id}',
  summary: 'A message with all that happened to it',
  request: { params: z.object({ id }) },
  responses: answers(messageWithEvents),
});
const oneOf = (a: string, b: string) => expecting(`um de ${a} e ${b}, e só um`, `one of ${a} and ${b}, and only one`);
const post = createRoute({
  ...access('messages:send'),
  tags: ['messages'],
  method: 'post',
  path: '/v1/messages',
  summary: 'Sends a text now',
  request: {
    body: jsonBody(
      fields({
        phone: line(60).optional(),
        customerId: id.optional(),
        text: paragraph(10_000).optional(),
        templateId: id.optional(),
        gatewayId: id.optional(),
      })
        .refine(({ phone, customerId }) => phone !== undefined || customerId !== undefined, {
          path: ['phone'],
          ...expecting('phone ou customerId', 'phone or customerId'),
        })
        .refine(({ text, templateId }) => (text === undefined) !== (templateId === undefined), {
          path: ['text'],
          ...oneOf('text', 'templateId'),
        }),
    ),
  },
  responses: answersCreated(messageWithEvents),
});
const getAlerts = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/alerts',
  summary: 'What needs a person now',
  request: { query: fields(pageQuery) },
  responses: answersPage(
    z.object({ id: z.string(), kind: z.string(), subject: z.string(), detail: z.record(z.string(), z.unknown()), raisedAt: answerInstant }),
  ),
});

const aMessage = { pt: 'mensagem', en: 'message' };
const phoneForbidden = {
  pt: 'Quem é limitado a unidades escreve a clientes delas, a um telefone que eles têm: informe customerId.',
  en: 'Who is limited to units writes to their customers, to a phone that they have: name a customerId.',
};

/** Texts and their lives, texts sent by hand, and what needs a person. */
export function messageRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { limit, cursor, ...asked } = c.req.valid('query');
      const filter = { ...messageFilterOf(asked), units: unitsOf(c) };
      const { items, next } = await listMessages(db, filter, pageRequest({ limit, cursor }));
      return c.json(pageAnswer({ items: items.map((message) => messageOf(message, c.var.caller)), next }), 200);
    })
    .openapi(getOne, async (c) => {
      const given = c.req.valid('param').id;
      if (!/^\d{1,15}$/.test(given)) throw notFound(aMessage, given);
      return c.json(wholeMessage(found(await readMessage(db, Number(given)), aMessage, given), c.var.caller), 200);
    })
    .openapi(post, async (c) => {
      const request = c.req.valid('json');
      await refuseForeign(c, { customer: ['customerId', request.customerId] });
      await refuseBarePhone(c, request);
      const message = await writeOnce(deps, c, { status: 201, answer: messageWithEvents }, async (tx, { now, actor }) => {
        const number = await queueManualMessage(tx, await composeManualMessage(tx, { catalogue, request, now }), now);
        const { customerId = null, templateId = null, gatewayId = null } = request;
        const entry = { at: now, actor, action: 'message.written', entity: 'message', entityId: String(number) };
        await writeAudit(tx, [{ ...entry, after: { customerId, templateId, gatewayId } }]);
        return wholeMessage(found(await readMessage(tx, number), aMessage, String(number)), c.var.caller);
      });
      return c.json(message, 201);
    })
    .openapi(getAlerts, async (c) => {
      return c.json(pageAnswer(await listOpenAlerts(db, unitsOf(c), pageRequest(c.req.valid('query')))), 200);
    });
}

/** 403 for whoever is limited to units, where the phone is not one that their customers have. */
async function refuseBarePhone(c: Context<ApiEnv>, { phone, customerId }: { phone?: string | undefined; customerId?: string | undefined }) {
  const { units } = c.var.caller;
  if (units === null || phone === undefined) return;
  if (customerId === undefined || !(await isPhoneOfUnits(c.var.db, phoneGiven(phone), units))) refuseLimited(c, phoneForbidden);
}
