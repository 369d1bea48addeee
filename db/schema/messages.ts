import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, numeric, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Decision } from '../../domain/decisions.ts';
import { mostRetries } from '../../domain/failover.ts';
import type { Channel, ChargeStatus, MessageKind, MessageState, TextEncoding } from '../../domain/states.ts';
import { instant, rowTimes, serialId } from '../columns.ts';
import { charges } from './charges.ts';
import { customers } from './customers.ts';
import { gateways } from './gateways.ts';
import { steps } from './steps.ts';

/** One text to one phone, or one e-mail, with its whole life. */
export const messages = pgTable(
  'messages',
  {
    id: serialId(),
    kind: text().$type<MessageKind>().notNull(),
    channel: text().$type<Channel>().notNull(),
    state: text().$type<MessageState>().notNull(),
    reason: text(),
    priority: smallint().notNull(),
    stepId: bigint({ mode: 'number' }).references(() => steps.id),
    customerId: text().references(() => customers.id),
    /** Of a text that was tried out at a phone of the house: whose values it shows. */
    aboutCustomerId: text(),
    chargeId: text().references(() => charges.id),
    /** A message is claimed only while its charge is at this revision. */
    chargeRevision: integer(),
    paymentId: text(),
    rule: smallint(),
    /** E.164 or an e-mail address. */
    address: text().notNull(),
    generation: smallint().notNull().default(1),
    resendOf: bigint({ mode: 'number' }),
    gatewayId: text()
      .notNull()
      .references(() => gateways.id),
    templateId: text(),
    templateVersion: integer(),
    subject: text(),
    text: text().notNull(),
    segments: smallint().notNull(),
    encoding: text().$type<TextEncoding>().notNull(),
    cost: numeric({ precision: 12, scale: 4 }).notNull(),
    test: boolean().notNull().default(false),
    /** Advertising: an opt-out from marketing stops it. */
    marketing: boolean().notNull().default(false),
    campaignId: text(),
    /** Where the recipient lives: which of the campaign's windows counts. */
    campaignPlace: smallint(),
    /** Of the charge when a campaign's audience was frozen; one that has changed since is not texted about. */
    chargeStatus: text().$type<ChargeStatus>(),
    /** A campaign sent it again: the newer one counts. */
    superseded: boolean().notNull().default(false),
    plannedFor: instant().notNull(),
    notBefore: instant().notNull(),
    sendUntil: instant().notNull(),
    /** Temporary refusals so far. */
    retries: smallint().notNull().default(0),
    claimedBy: text(),
    leaseUntil: instant(),
    providerId: text(),
    /** When the provider is asked again what became of it; null: not at all. */
    askAt: instant(),
    asks: smallint().notNull().default(0),
    /** Unknown, and the provider would know it again: it may be sent once more under the same id. */
    again: boolean().notNull().default(false),
    /** Sent once more by another gateway after so long without a receipt, because its rule says so; null: not, or not any more. */
    resendAfterMinutes: smallint(),
    /** Sent though an earlier one may arrive yet: the person may read it twice. */
    possibleDouble: boolean().notNull().default(false),
    /** What a person made of it when it was unknown. */
    decision: text().$type<Decision>(),
    sentAt: instant(),
    deliveredAt: instant(),
    ...rowTimes,
  },
  (t) => [
    uniqueIndex('messages_once_per_step').on(t.stepId, t.address, t.generation).where(sql`${t.stepId} is not null`),
    // A campaign's texts are found by campaign: paused ones are not in the way of others, and its gateway changes at once.
    index('messages_claimable')
      .on(t.gatewayId, t.priority, t.notBefore, t.id)
      .where(sql`${t.state} = 'queued' and ${t.campaignId} is null`),
    index('messages_of_campaigns_queued')
      .on(t.campaignId, t.campaignPlace, t.id)
      .where(sql`${t.state} = 'queued' and ${t.campaignId} is not null`),
    index('messages_by_campaign').on(t.campaignId, t.id).where(sql`${t.campaignId} is not null`),
    index('messages_of_campaigns_failed')
      .on(t.campaignId, t.state, t.reason)
      .where(
        sql`${t.campaignId} is not null and not ${t.superseded} and ${t.state} in ('refused','undelivered','unknown','suppressed','expired','cancelled')`,
      ),
    index('messages_of_advertising').on(t.createdAt, t.address, t.customerId).where(sql`${t.marketing}`),
    index('messages_on_the_wire').on(t.leaseUntil).where(sql`${t.state} = 'sending'`),
    index('messages_to_ask').on(t.gatewayId, t.askAt).where(sql`${t.askAt} is not null`),
    index('messages_again').on(t.gatewayId, t.askAt).where(sql`${t.again} and ${t.askAt} is not null`),
    index('messages_put_off')
      .on(t.gatewayId, t.id)
      .where(sql`${t.state} = 'queued' and ${t.retries} >= ${sql.raw(String(mostRetries))}`),
    index('messages_without_receipt').on(t.gatewayId, t.sentAt).where(sql`${t.state} = 'accepted' and ${t.resendAfterMinutes} is not null`),
    index('messages_by_customer').on(t.customerId, t.id),
    index('messages_about_customer').on(t.aboutCustomerId).where(sql`${t.aboutCustomerId} is not null`),
    index('messages_by_charge').on(t.chargeId, t.id).where(sql`${t.chargeId} is not null`),
    index('messages_by_address').on(t.address, t.id),
    index('messages_by_gateway').on(t.gatewayId, t.id),
    index('messages_by_provider_id').on(t.gatewayId, t.providerId).where(sql`${t.providerId} is not null`),
    index('messages_troubled')
      .on(t.state, t.id)
      .where(sql`${t.state} in ('unknown','refused','undelivered','suppressed','cancelled','expired')`),
    index('messages_left_out')
      .on(t.plannedFor, t.id)
      .where(sql`${t.state} in ('suppressed','cancelled','expired') and ${t.stepId} is null`),
    index('messages_by_rare_kind').on(t.kind, t.id).where(sql`${t.kind} in ('manual','test','birthday')`),
    index('messages_by_day').using('brin', t.createdAt),
    index('messages_by_sending').using('brin', t.sentAt),
    check(
      'messages_state',
      sql`${t.state} in ('queued','sending','accepted','delivered','undelivered','refused','unknown','suppressed','cancelled','expired')`,
    ),
    check('messages_lease', sql`(${t.state} = 'sending') = (${t.leaseUntil} is not null)`),
  ],
);

export type MessageEventDetail = {
  reason?: string;
  answer?: string;
  gatewayId?: string;
  /** The gateway that a text was moved away from. */
  from?: string;
  by?: string;
  attempt?: number;
  /** What a receipt says, in the provider's words, and when by its clock. */
  receipt?: string;
  receiptAt?: string;
};

/** Each change of state, in order: the message's timeline. */
export const messageEvents = pgTable(
  'message_events',
  {
    id: serialId(),
    /** Without a foreign key: its check would cost each send as much as the send itself. */
    messageId: bigint({ mode: 'number' }).notNull(),
    at: instant().notNull(),
    state: text().$type<MessageState>().notNull(),
    detail: jsonb().$type<MessageEventDetail>(),
  },
  (t) => [index('message_events_by_message').on(t.messageId, t.id)],
);
