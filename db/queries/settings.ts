import { eq } from 'drizzle-orm';
import type { CampaignCap } from '../../domain/campaign.ts';
import type { GatewayRoute } from '../../domain/gateway-routes.ts';
import type { Caps, Promises } from '../../domain/house-rules.ts';
import type { Instant } from '../../domain/instants.ts';
import type { ReplySettings } from '../../domain/reply-intent.ts';
import {
  type Windows,
  type WindowsByState,
  type WindowsByStateChange,
  type WindowsChange,
  withHours,
  withStateHours,
} from '../../domain/send-window.ts';
import { differences, mergeView, type Named, sameValue } from '../../domain/source-view.ts';
import type { ServiceState } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { settings } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { raiseCatalogueRevision } from './catalogue.ts';
import { pushEvent } from './events-out.ts';

export type DefaultGateways = { notices: string | null; campaigns: string | null; manual: string | null; email: string | null };
export type TestGateways = { sms: string | null; email: string | null };

export type Settings = {
  service: ServiceState;
  serviceOnSince: Instant | null;
  defaultGateways: DefaultGateways;
  gatewayRoutes: GatewayRoute[];
  testGateways: TestGateways;
  windows: Windows;
  windowsByState: WindowsByState;
  billingPhonesMost: number;
  preparationLeadSeconds: number;
  pausedAt: Instant | null;
  pausedBy: string | null;
  caps: Caps;
  grouping: boolean;
  noticeProof: 'accepted' | 'delivered';
  stepDone: 'accepted' | 'delivered';
  actionHours: number;
  settlementDays: number;
  promises: Promises;
  replies: ReplySettings;
  campaignApprovalAbove: number | null;
  campaignCap: CampaignCap | null;
  linkOrigin: string | null;
  updatedAt: Instant | null;
};

/** What is absent stays as it is; an empty list of hours is a closed day. */
export type SettingsChange = {
  service?: ServiceState | undefined;
  defaultGateways?: { [K in keyof DefaultGateways]?: string | null | undefined } | undefined;
  /** The whole list. */
  gatewayRoutes?: GatewayRoute[] | undefined;
  testGateways?: Named<TestGateways> | undefined;
  windows?: WindowsChange | undefined;
  windowsByState?: WindowsByStateChange | undefined;
  billingPhonesMost?: number | undefined;
  preparationLeadSeconds?: number | undefined;
  replies?: { [K in keyof ReplySettings]?: ReplySettings[K] | undefined } | undefined;
  caps?: Named<Caps> | undefined;
  grouping?: boolean | undefined;
  noticeProof?: 'accepted' | 'delivered' | undefined;
  stepDone?: 'accepted' | 'delivered' | undefined;
  actionHours?: number | undefined;
  settlementDays?: number | undefined;
  promises?: Named<Promises> | undefined;
  campaignApprovalAbove?: number | null | undefined;
  campaignCap?: CampaignCap | null | undefined;
  linkOrigin?: string | null | undefined;
};

/** The settings of the house. The row is there from the first migration on. */
export async function readSettings(db: Executor): Promise<Settings> {
  return settingsOf((await db.select().from(settings))[0]);
}

/**
 * Changes what is named; nothing is written where nothing changes. `replan`: whose open charges have to be planned again, everybody's or
 * those of some states.
 */
export async function changeSettings(
  tx: Executor,
  change: SettingsChange,
  { now, actor }: { now: Instant; actor: string },
): Promise<{ settings: Settings; changed: boolean; replan: 'all' | string[] }> {
  const before = settingsOf((await tx.select().from(settings).for('update'))[0]);
  const after = withChange(before, change, now);
  if (sameValue(before, after)) return { settings: before, changed: false, replan: [] };
  await tx
    .update(settings)
    .set({ ...after, updatedAt: now })
    .where(eq(settings.id, 1));
  await raiseCatalogueRevision(tx);
  const differing = differences(before, after);
  await writeAudit(tx, [{ at: now, actor, action: 'settings.changed', entity: 'settings', entityId: 'settings', ...differing }]);
  await pushEvent(tx, { type: 'settings.changed', data: { changed: Object.keys(differing.after) }, now });
  const switchedOn = after.service !== 'off' && after.service !== before.service;
  const everybody = switchedOn || everyPlan.some((name) => !sameValue(before[name], after[name]));
  const states = Object.keys({ ...before.windowsByState, ...after.windowsByState });
  const replan = everybody ? 'all' : states.filter((state) => !sameValue(before.windowsByState[state], after.windowsByState[state]));
  return { settings: { ...after, updatedAt: now }, changed: true, replan };
}

function withChange(
  before: Settings,
  { windows, windowsByState, defaultGateways, testGateways, replies, caps, promises, ...named }: SettingsChange,
  now: Instant,
): Settings {
  const after = {
    ...mergeView({ current: before, previousView: null, nextView: named }),
    replies: mergeView({ current: before.replies, previousView: null, nextView: replies ?? {} }),
    caps: mergeView({ current: before.caps, previousView: null, nextView: caps ?? {} }),
    promises: mergeView({ current: before.promises, previousView: null, nextView: promises ?? {} }),
    testGateways: mergeView({ current: before.testGateways, previousView: null, nextView: testGateways ?? {} }),
    defaultGateways: { ...before.defaultGateways },
    windows: withHours(before.windows, windows),
    windowsByState: withStateHours(before.windowsByState, windowsByState),
  };
  for (const use of ['notices', 'campaigns', 'manual', 'email'] as const) {
    const gateway = defaultGateways?.[use];
    if (gateway !== undefined) after.defaultGateways[use] = gateway;
  }
  // Switching on is a new first moment for every charge, and so is beginning to watch; switching off and what follows are not.
  if (after.service !== 'off' && after.service !== before.service) after.serviceOnSince = now;
  return after;
}

/** What every plan is made from. */
const everyPlan = [
  'windows',
  'billingPhonesMost',
  'caps',
  'grouping',
  'noticeProof',
  'stepDone',
  'actionHours',
  'settlementDays',
  'promises',
] as const satisfies (keyof Settings)[];

function settingsOf(row: typeof settings.$inferSelect | undefined): Settings {
  if (row === undefined) throw new Error('The settings row is missing: run the migrations.');
  const { id: _id, catalogueRevision: _revision, ...shown } = row;
  return shown;
}
