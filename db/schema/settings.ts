import { sql } from 'drizzle-orm';
import { bigint, boolean, check, integer, jsonb, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import type { CampaignCap } from '../../domain/campaign.ts';
import type { GatewayRoute } from '../../domain/gateway-routes.ts';
import type { Caps, Promises } from '../../domain/house-rules.ts';
import { defaultReplySettings, type ReplySettings } from '../../domain/reply-intent.ts';
import type { Windows, WindowsByState } from '../../domain/send-window.ts';
import type { ServiceState } from '../../domain/states.ts';
import { instant } from '../columns.ts';

export type DefaultGateways = { notices: string | null; campaigns: string | null; manual: string | null; email: string | null };
export type TestGateways = { sms: string | null; email: string | null };

/** One row. */
export const settings = pgTable(
  'settings',
  {
    id: smallint().primaryKey().default(1),
    service: text().$type<ServiceState>().notNull().default('off'),
    /** The last switch from off or shadow to on: a new first moment for every charge. */
    serviceOnSince: instant(),
    defaultGateways: jsonb().$type<DefaultGateways>().notNull(),
    /** By which gateways phones are texted that begin in some way. */
    gatewayRoutes: jsonb().$type<GatewayRoute[]>().notNull().default([]),
    /** All that test customers get goes there, and nothing else: the accounts at the sandbox carrier. */
    testGateways: jsonb().$type<TestGateways>().notNull().default({ sms: null, email: null }),
    windows: jsonb().$type<Windows>().notNull(),
    /** What a state has differently; the customer's state decides. */
    windowsByState: jsonb().$type<WindowsByState>().notNull().default({}),
    billingPhonesMost: smallint().notNull().default(3),
    /** *Pausar tudo*: nothing leaves until it is resumed, when late policies decide. */
    pausedAt: instant(),
    pausedBy: text(),
    /** Automatic texts a local day. */
    caps: jsonb().$type<Caps>().notNull().default({ collectionPerCharge: 1, perCustomer: 3, perPhone: 3 }),
    /** Several charges of one customer at the same step on the same day share a text. */
    grouping: boolean().notNull().default(false),
    /** What proves a block warning, and what makes a step done. */
    noticeProof: text().$type<'accepted' | 'delivered'>().notNull().default('accepted'),
    stepDone: text().$type<'accepted' | 'delivered'>().notNull().default('accepted'),
    /** How long the network system may take to say what came of a request. */
    actionHours: smallint().notNull().default(24),
    /** Business days that chasing waits for a bank file. */
    settlementDays: smallint().notNull().default(2),
    promises: jsonb()
      .$type<Promises>()
      .notNull()
      .default({ mostDays: 10, perCustomer: 2, withinDays: 90, reminderTime: '10:00', reminderTemplateId: null }),
    /** The words that replies are understood by, and what is answered. */
    replies: jsonb().$type<ReplySettings>().notNull().default(defaultReplySettings),
    /** A campaign to more people than this waits for a second person; null: none does. */
    campaignApprovalAbove: integer(),
    /** Most advertising texts to a customer and to a phone within so many days; null: no limit. */
    campaignCap: jsonb().$type<CampaignCap>(),
    /** Where short links are; null: at the public address of the installation. */
    linkOrigin: text(),
    /** How long before a shared instant charges start to prepare their texts. */
    preparationLeadSeconds: integer().notNull().default(600),
    /** Raised by whatever processes keep cached: settings, units, templates, published rule sets, gateways. */
    catalogueRevision: bigint({ mode: 'number' }).notNull().default(1),
    updatedAt: instant(),
  },
  (t) => [check('settings_one_row', sql`${t.id} = 1`), check('settings_service', sql`${t.service} in ('on','off','shadow')`)],
);

/** The beat that the database and the `house` workflow keep together; a restored backup is behind. */
export const beats = pgTable('beats', {
  id: smallint().primaryKey().default(1),
  beat: bigint({ mode: 'number' }).notNull().default(0),
  beatAt: instant(),
});
