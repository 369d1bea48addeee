import { z } from '@hono/zod-openapi';
import type { ReplyFilter, ReplyInContext } from '../../db/queries/replies.ts';
import { maskPhone } from '../../domain/masks.ts';
import { normalizePhone } from '../../domain/phone.ts';
import { replyIntents } from '../../domain/reply-intent.ts';
import type { Caller } from '../context.ts';
import { answerInstant, id, instant, line } from '../fields.ts';

/** What replies may be asked for, in a list or a table. */
export const replyQuery = {
  phone: line(60).optional().openapi({ description: 'As people type it' }),
  customerId: id.optional(),
  intent: z.enum(replyIntents).optional(),
  unread: z.enum(['true']).optional().openapi({ description: 'Only what waits for somebody to read it' }),
  gatewayId: id.optional(),
  campaignId: id.optional().openapi({ description: 'Answers to its texts' }),
  from: instant.optional(),
  to: instant.optional(),
};

type Asked = Omit<ReplyFilter, 'unread'> & { unread?: 'true' | undefined };

/** The same as it is looked for: a phone as it is stored; what is none as it was typed. */
export function replyFilterOf({ phone, unread, ...filter }: Asked): ReplyFilter {
  return { ...filter, unread: unread !== undefined, phone: phone && phoneOf(phone) };
}

export const replyAnswer = z
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
    readAt: answerInstant.nullable().openapi({ description: 'Of intent other: null waits for somebody to read it' }),
    readBy: z.string().nullable(),
    readByName: z.string().nullable(),
  })
  .openapi('Reply');

/** A reply as the API answers it to this caller. */
export function replyOf(
  { id: number, phone, answered, messageId, providerReplyId: _provider, ...said }: ReplyInContext,
  { seesFullPhones }: Pick<Caller, 'seesFullPhones'>,
): z.infer<typeof replyAnswer> {
  const from = seesFullPhones ? phone : maskPhone(phone);
  return { ...said, id: String(number), from, to: answered, messageId: messageId === null ? null : String(messageId) };
}

function phoneOf(typed: string): string {
  const phone = normalizePhone(typed, { areaCode: null });
  return phone.kind === 'unusable' ? typed : phone.e164;
}
