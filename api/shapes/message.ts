import { z } from '@hono/zod-openapi';
import type { Message, MessageEvent, MessageFilter } from '../../db/queries/read-messages.ts';
import { decisions } from '../../domain/decisions.ts';
import { maskPhone, maskPhonesIn } from '../../domain/masks.ts';
import { normalizePhone } from '../../domain/phone.ts';
import { channels, messageKinds, messageStates, textEncodings } from '../../domain/states.ts';
import type { Caller } from '../context.ts';
import { answerInstant, id, instant, line } from '../fields.ts';

const text = z.string().nullable();

/** What messages may be asked for, in a list or a table. */
export const messageQuery = {
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
};

/** The same as it is looked for: a phone as it is stored; what is none as it was typed. */
export function messageFilterOf({
  phone,
  undecided,
  ...filter
}: { phone?: string | undefined; undecided?: '1' | undefined } & Omit<MessageFilter, 'address' | 'undecided'>): MessageFilter {
  const known = phone === undefined ? undefined : normalizePhone(phone, { areaCode: null });
  return { ...filter, undecided: undecided === '1', address: known === undefined || known.kind === 'unusable' ? phone : known.e164 };
}

export const messageAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(messageKinds),
    channel: z.enum(channels),
    state: z.enum(messageStates),
    to: z.string(),
    subject: text,
    text: z.string(),
    segments: z.number(),
    encoding: z.enum(textEncodings),
    cost: z.string(),
    gatewayId: z.string(),
    providerId: text,
    customerId: text,
    customerName: text.openapi({ description: 'Null without customers:read' }),
    chargeId: text,
    stepId: text,
    campaignId: text,
    rule: z.number().nullable(),
    templateId: text,
    templateVersion: z.number().nullable(),
    generation: z.number(),
    resendOf: text,
    possibleDouble: z.boolean().openapi({ description: 'Sent though an earlier one may arrive yet: the person may read it twice' }),
    attempt: z.number(),
    test: z.boolean(),
    plannedFor: answerInstant,
    notBefore: answerInstant,
    sendUntil: answerInstant,
    sentAt: answerInstant.nullable(),
    deliveredAt: answerInstant.nullable(),
    reason: text,
    decision: z.enum(decisions).nullable().openapi({ description: 'What a person made of it when it was unknown' }),
    marketing: z.boolean(),
    clicks: z.number().nullable().openapi({ description: 'How often people followed its short links; null without them' }),
    firstClickAt: answerInstant.nullable(),
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('Message');

export const messageWithEvents = messageAnswer
  .extend({
    events: z.array(z.object({ at: answerInstant, state: z.enum(messageStates), detail: z.record(z.string(), z.unknown()).nullable() })),
  })
  .openapi('MessageWithEvents');

/** A message as the API answers it to this caller. `attempt` counts from 1. */
export function messageOf(
  { id, stepId, resendOf, address, retries, paymentId: _payment, ...message }: Message,
  { seesFullPhones, permissions }: Pick<Caller, 'seesFullPhones' | 'permissions'>,
): z.infer<typeof messageAnswer> {
  return {
    ...message,
    customerName: permissions.has('customers:read') ? message.customerName : null,
    id: String(id),
    to: seesFullPhones || message.channel === 'email' ? address : maskPhone(address),
    stepId: stepId === null ? null : String(stepId),
    resendOf: resendOf === null ? null : String(resendOf),
    attempt: retries + 1,
  };
}

/** The same with its events, oldest first. */
export function wholeMessage(
  { message, events }: { message: Message; events: MessageEvent[] },
  caller: Pick<Caller, 'seesFullPhones' | 'permissions'>,
): z.infer<typeof messageWithEvents> {
  const shown = events.map(({ at, state, detail }) => ({ at, state, detail: detail && shownDetail(detail, caller) }));
  return { ...messageOf(message, caller), events: shown };
}

/** Providers like to repeat the number in their answer. */
function shownDetail(detail: object, { seesFullPhones }: Pick<Caller, 'seesFullPhones'>): Record<string, unknown> {
  const entries = Object.entries(detail);
  return Object.fromEntries(
    seesFullPhones ? entries : entries.map(([key, value]) => [key, typeof value === 'string' ? maskPhonesIn(value) : value]),
  );
}
