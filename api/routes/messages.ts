import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { queueManualMessage } from '../../db/queries/manual-messages.ts';
import { listOpenAlerts } from '../../db/queries/read-alerts.ts';
import { listMessages, readMessage } from '../../db/queries/read-messages.ts';
import { normalizePhone } from '../../domain/phone.ts';
import { messageKinds, messageStates } from '../../domain/states.ts';
import { answers, answersCreated, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, id, instant, line, paragraph } from '../fields.ts';
import { composeManualMessage } from '../manual-message.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { found, notFound } from '../problem.ts';
import { messageAnswer, messageOf, messageWithEvents, wholeMessage } from '../shapes/message.ts';
import { refuseForeign, refuseLimited, unitsOf } from '../units-limit.ts';
import { expecting, fields } from '../validation.ts';
import { writeOnce } from '../writing.ts';

const reading = { ...access('messages:read'), tags: ['messages'] };

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/messages',
  summary: 'Messages',
  request: {
    query: fields({
      ...pageQuery,
      phone: line(254).optional().openapi({ description: 'As people type it, or an e-mail address' }),
      customerId: id.optional(),
      chargeId: id.optional(),
      campaignId: id.optional(),
      state: z.enum(messageStates).optional(),
      kind: z.enum(messageKinds).optional(),
      gatewayId: id.optional(),
      undecided: z.enum(['1']).optional().openapi({ description: '1: unknown ones that wait for a person' }),
      from: instant.optional(),
      to: instant.optional(),
    }),
  },
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
const bareForbidden = {
  pt: 'Quem é limitado a unidades escreve a clientes delas: informe customerId.',
  en: 'Who is limited to units writes to their customers: name a customerId.',
};

/** Texts and their lives, texts sent by hand, and what needs a person. */
export function messageRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { limit, cursor, phone, undecided, ...filter } = c.req.valid('query');
      const { items, next } = await listMessages(
        db,
        { ...filter, undecided: undecided === '1', address: phone && addressOf(phone), units: unitsOf(c) },
        pageRequest({ limit, cursor }),
      );
      return c.json(pageAnswer({ items: items.map((message) => messageOf(message, c.var.caller)), next }), 200);
    })
    .openapi(getOne, async (c) => {
      const given = c.req.valid('param').id;
      if (!/^\d{1,15}$/.test(given)) throw notFound(aMessage, given);
      return c.json(wholeMessage(found(await readMessage(db, Number(given)), aMessage, given), c.var.caller), 200);
    })
    .openapi(post, async (c) => {
      const request = c.req.valid('json');
      if (request.customerId === undefined) refuseLimited(c, bareForbidden);
      await refuseForeign(c, { customer: ['customerId', request.customerId] });
      const message = await writeOnce(deps, c, { status: 201, answer: messageWithEvents }, async (tx, { now, actor }) => {
        const number = await queueManualMessage(tx, await composeManualMessage(tx, { catalogue, request, now }), now);
        const { customerId = null, templateId = null, gatewayId = null } = request;
        const entry = { at: now, actor, action: 'message.written', entity: 'message', entityId: String(number) };
        await writeAudit(tx, [{ ...entry, after: { customerId, templateId, gatewayId } }]);
        return wholeMessage(found(await readMessage(tx, number), aMessage, String(number)), c.var.caller);
      });
      return c.json(message, 201);
    })
    .openapi(getAlerts, async (c) => c.json(pageAnswer(await listOpenAlerts(db, pageRequest(c.req.valid('query')))), 200));
}

/** A phone as it is stored; what is none is looked for as it was typed. */
function addressOf(typed: string): string {
  const phone = normalizePhone(typed, { areaCode: null });
  return phone.kind === 'unusable' ? typed : phone.e164;
}
