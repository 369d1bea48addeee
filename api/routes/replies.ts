import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { listReplies, type ReplyInContext } from '../../db/queries/replies.ts';
import { maskPhone } from '../../domain/masks.ts';
import { normalizePhone } from '../../domain/phone.ts';
import { replyIntents } from '../../domain/reply-intent.ts';
import { answersPage } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv, Caller } from '../context.ts';
import { answerInstant, id, instant, line } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';

const reply = z
  .object({
    id: z.string(),
    gatewayId: z.string(),
    from: z.string(),
    to: z.string().nullable().openapi({ description: 'The number or short code that was answered' }),
    text: z.string(),
    at: answerInstant.nullable().openapi({ description: 'By the provider’s clock' }),
    receivedAt: answerInstant,
    intent: z.enum(replyIntents).openapi({ description: 'What the words asked for; done already' }),
    customerId: z.string().nullable(),
    customerName: z.string().nullable(),
    messageId: z.string().nullable().openapi({ description: 'The text that is answered' }),
    messageText: z.string().nullable(),
  })
  .openapi('Reply');

const getAll = createRoute({
  ...access('replies:read'),
  tags: ['opt-outs and replies'],
  method: 'get',
  path: '/v1/replies',
  summary: 'What people answered',
  request: {
    query: fields({
      ...pageQuery,
      phone: line(60).optional().openapi({ description: 'As people type it' }),
      customerId: id.optional(),
      intent: z.enum(replyIntents).optional(),
      gatewayId: id.optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
  },
  responses: answersPage(reply),
});

/** The inbox of the house. */
export function replyRoutes(deps: ApiDeps) {
  return new OpenAPIHono<ApiEnv>().openapi(getAll, async (c) => {
    const { limit, cursor, phone, ...filter } = c.req.valid('query');
    const { items, next } = await listReplies(
      deps.db.db,
      { ...filter, phone: phone && phoneOf(phone), units: unitsOf(c) },
      pageRequest({ limit, cursor }),
    );
    return c.json(pageAnswer({ items: items.map((said) => replyOf(said, c.var.caller)), next }), 200);
  });
}

function replyOf(
  { id: number, phone, answered, messageId, providerReplyId: _provider, ...said }: ReplyInContext,
  { seesFullPhones }: Caller,
): z.infer<typeof reply> {
  const from = seesFullPhones ? phone : maskPhone(phone);
  return { ...said, id: String(number), from, to: answered, messageId: messageId === null ? null : String(messageId) };
}

function phoneOf(typed: string): string {
  const phone = normalizePhone(typed, { areaCode: null });
  return phone.kind === 'unusable' ? typed : phone.e164;
}
