import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AudienceFilter, CampaignClass, ExclusionReason } from '../../domain/audience.ts';
import type { Birthday, Campaign, Canary, PauseReason, Repeat } from '../../domain/campaign.ts';
import type { CampaignState } from '../../domain/campaign-states.ts';
import type { Listed } from '../../domain/recipient-lists.ts';
import type { MissingRule } from '../../domain/render.ts';
import type { MessageState } from '../../domain/states.ts';
import { instant, rowTimes } from '../columns.ts';
import { gateways } from './gateways.ts';
import { templates } from './templates.ts';

/** One text to a frozen audience. Claims hold this row locked: what changes while it sends lives in tables of its own. */
export const campaigns = pgTable(
  'campaigns',
  {
    id: text().primaryKey(),
    kind: text().$type<Campaign['kind']>().notNull(),
    name: text().notNull(),
    class: text().$type<CampaignClass>().notNull(),
    state: text().$type<CampaignState>().notNull(),
    templateId: text().references(() => templates.id),
    templateVersion: integer(),
    /** Its own, or the template's as it was at the start. */
    text: text(),
    missing: jsonb().$type<Record<string, MissingRule>>().notNull(),
    audiences: jsonb().$type<AudienceFilter[]>().notNull(),
    gatewayId: text().references(() => gateways.id),
    /** No gateway was named: recipients go by the routes of the house, the others by `gatewayId`. */
    routed: boolean().notNull().default(false),
    ratePerSecond: doublePrecision(),
    repeat: jsonb().$type<Repeat>(),
    shortLinks: boolean().notNull().default(false),
    /** Where its short links are, from the start on. */
    linkOrigin: text(),
    startAt: instant(),
    countdownUntil: instant(),
    canary: jsonb().$type<Canary>(),
    /** No message after this one leaves yet; null: all may. */
    sendThrough: bigint({ mode: 'number' }),
    /** Whether the text speaks of the day it is sent on. */
    dayBound: boolean().notNull().default(false),
    approval: text().$type<Campaign['approval']>().notNull(),
    approvedBy: text(),
    startedBy: text(),
    startedAt: instant(),
    frozenAt: instant(),
    /** Pages of the audience that are frozen, and the last customer in them. */
    frozenPages: integer().notNull().default(0),
    frozenThrough: text().notNull().default(''),
    pausedReason: text().$type<PauseReason>(),
    pausedFrom: text().$type<CampaignState>(),
    finishedAt: instant(),
    repeatOf: text(),
    birthday: jsonb().$type<Birthday>(),
    /** Of one that the clock started: which start it is, once. */
    startKey: text().unique(),
    createdBy: text().notNull(),
    ...rowTimes,
  },
  (t) => [
    index('campaigns_by_creation').on(t.createdAt, t.id),
    index('campaigns_by_name_part').using('gin', sql`lower(${t.name}) gin_trgm_ops`),
    index('campaigns_under_way').on(t.id).where(sql`${t.state} not in ('draft','finished','cancelled')`),
    index('campaigns_by_freezing').on(t.frozenAt).where(sql`${t.frozenAt} is not null`),
    index('campaigns_by_template').on(t.templateId),
    index('campaigns_by_start').on(t.startedAt).where(sql`${t.startedAt} is not null`),
    index('campaigns_repeated').on(t.id).where(sql`${t.repeat} is not null and ${t.state} = 'scheduled'`),
    check(
      'campaigns_state',
      sql`${t.state} in ('draft','scheduled','countdown','canary','running','paused','finishing','finished','cancelling','cancelled')`,
    ),
    check('campaigns_class', sql`${t.class} in ('marketing','informative','collection')`),
    check('campaigns_rate', sql`${t.ratePerSecond} > 0`),
  ],
);

/** Everyone who was selected: in the audience, or left out and why. Written once, when the audience is frozen. */
export const campaignEntries = pgTable(
  'campaign_entries',
  {
    campaignId: text()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    page: integer().notNull(),
    line: integer().notNull(),
    /** Null for a phone of a list. */
    customerId: text(),
    chargeId: text(),
    /** E.164; null where it is not one phone that speaks against it. */
    phone: text(),
    /** Null: in the audience. */
    reason: text().$type<ExclusionReason>(),
    /** The variable without a value. */
    detail: text(),
    /** Tells equal texts to one phone. */
    wording: bigint({ mode: 'bigint' }),
    /** What its list said of a phone in the audience: the text may have to be written anew. */
    own: jsonb().$type<Listed>(),
    /** Of a birthday text: once a person and year. */
    year: smallint(),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.page, t.line] }),
    uniqueIndex('campaign_entries_text_once').on(t.campaignId, t.phone, t.wording).where(sql`${t.reason} is null`),
    uniqueIndex('campaign_entries_phone_once')
      .on(t.campaignId, sql`coalesce(${t.customerId}, '')`, sql`coalesce(${t.chargeId}, '')`, t.phone)
      .where(sql`${t.reason} is null`),
    uniqueIndex('campaign_entries_birthday_once').on(t.customerId, t.year).where(sql`${t.year} is not null and ${t.reason} is null`),
    index('campaign_entries_left_out').on(t.campaignId, t.reason, t.page, t.line).where(sql`${t.reason} is not null`),
    index('campaign_entries_by_customer').on(t.customerId, t.campaignId),
    index('campaign_entries_of_nobody').on(t.phone).where(sql`${t.customerId} is null`),
  ],
);

/** How many were left out, by page of the freezing. */
export const campaignExclusions = pgTable(
  'campaign_exclusions',
  {
    campaignId: text()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    page: integer().notNull(),
    reason: text().$type<ExclusionReason>().notNull(),
    people: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.page, t.reason] })],
);

/**
 * Messages by state, changed by a trigger in the statement that changes the messages. Each database process counts in a lane of its
 * own, so that nobody waits for a counter; the sum over the lanes is the truth.
 */
export const campaignCounts = pgTable(
  'campaign_counts',
  {
    campaignId: text().notNull(),
    lane: smallint().notNull(),
    state: text().$type<MessageState>().notNull(),
    messages: bigint({ mode: 'number' }).notNull(),
    cost: numeric({ precision: 16, scale: 4 }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.lane, t.state] })],
);

/** Where recipients live and by which gateway they are reached, and when they may be texted next. */
export const campaignPlaces = pgTable(
  'campaign_places',
  {
    campaignId: text()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    place: smallint().notNull(),
    unitId: text().notNull(),
    state: text(),
    city: text(),
    timeZone: text().notNull(),
    /** By which gateway recipients here are texted; null: by the campaign's. */
    gatewayId: text().references(() => gateways.id),
    /** Null: never. */
    opensAt: instant(),
    closesAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.place] })],
);

/** The next free slot of each campaign with a rate of its own, in microseconds since 1970. */
export const campaignPacing = pgTable('campaign_pacing', {
  campaignId: text()
    .primaryKey()
    .references(() => campaigns.id, { onDelete: 'cascade' }),
  nextSlotUs: bigint({ mode: 'number' }).notNull(),
});

/** How a campaign gets on, noted while it sends: every second, or less often where it sends seldom. */
export const campaignProgress = pgTable('campaign_progress', {
  campaignId: text()
    .primaryKey()
    .references(() => campaigns.id, { onDelete: 'cascade' }),
  notedAt: instant().notNull(),
  /** Texts that the provider has answered by then, and how many a second lately. */
  settled: bigint({ mode: 'number' }).notNull(),
  perSecond: doublePrecision().notNull(),
  /** From where on errors are counted against the campaign. */
  judgedFrom: bigint({ mode: 'number' }).notNull(),
  errorsBefore: bigint({ mode: 'number' }).notNull(),
});
