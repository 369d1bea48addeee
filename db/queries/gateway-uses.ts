import { eq, sql } from 'drizzle-orm';
import type { CampaignState } from '../../domain/campaign-states.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { gateways, messages, rules, settings } from '../schema/index.ts';
import { announceGateway } from './gateways.ts';

/** What names a gateway now, and what lies on it. */
export type GatewayUses = {
  /** What tells of it for ever, be it over: then it cannot be deleted, only retired. */
  past: ('messages' | 'rules' | 'campaigns')[];
  /** Queued or on the wire, counted up to `mostWaiting`. */
  waiting: number;
  /** What it is the usual one for, and whether tests go by it. */
  defaults: string[];
  tests: boolean;
  /** How many routes by phone name it. */
  routes: number;
  /** Of ladders in force, staged or being drafted. */
  rules: { ruleSetId: string; ruleSetName: string; number: number }[];
  /** Drafts and those under way. */
  campaigns: { id: string; name: string; state: CampaignState }[];
};

export const mostWaiting = 10_000;

/** What names a gateway now, and what lies on it. */
export async function readGatewayUses(db: Executor, id: string): Promise<GatewayUses> {
  const [lying] = await db.execute<{ waiting: number }>(sql`
    select count(*)::int as waiting from (
      select 1 from messages where gateway_id = ${id} and state = 'queued' and campaign_id is null limit ${mostWaiting}) as lying`);
  const [house] = await db
    .select({ defaults: settings.defaultGateways, tests: settings.testGateways, routes: settings.gatewayRoutes })
    .from(settings);
  return {
    past: await readPast(db, id),
    waiting: lying?.waiting ?? 0,
    defaults: Object.entries(house?.defaults ?? {}).flatMap(([use, chosen]) => (chosen === id ? [use] : [])),
    tests: Object.values(house?.tests ?? {}).includes(id),
    routes: (house?.routes ?? []).filter(({ gatewayIds }) => gatewayIds.includes(id)).length,
    rules: await db.execute<GatewayUses['rules'][number]>(sql`
      select distinct r.rule_set_id as "ruleSetId", v.name as "ruleSetName", r.number::int as number
      from rules r join rule_sets s on s.id = r.rule_set_id
        join rule_set_versions v on v.rule_set_id = r.rule_set_id and v.version = r.version
      where r.gateway_id = ${id} and (v.state = 'draft' or r.version in (s.published_version, s.staged_version))
      order by 2, 3`),
    campaigns: await db.execute<GatewayUses['campaigns'][number]>(sql`
      select id, name, state from campaigns
      where state not in ('finished', 'cancelled') and (gateway_id = ${id} or (routed and exists (
        select 1 from campaign_places p where p.campaign_id = campaigns.id and p.gateway_id = ${id})))
      order by created_at desc, id limit 50`),
  };
}

/** Whether something that acts names the gateway. */
export function isNamed({ defaults, tests, routes, rules: ofLadders, campaigns }: GatewayUses): boolean {
  return defaults.length + routes + ofLadders.length + campaigns.length > 0 || tests;
}

async function readPast(db: Executor, id: string): Promise<GatewayUses['past']> {
  const [message] = await db.select({ id: messages.id }).from(messages).where(eq(messages.gatewayId, id)).limit(1);
  const [rule] = await db.select({ id: rules.ruleSetId }).from(rules).where(eq(rules.gatewayId, id)).limit(1);
  const [campaign] = await db.execute(sql`
    select 1 from campaigns c where c.gateway_id = ${id}
    union all select 1 from campaign_places p where p.gateway_id = ${id} limit 1`);
  return [
    ...(message === undefined ? [] : (['messages'] as const)),
    ...(rule === undefined ? [] : (['rules'] as const)),
    ...(campaign === undefined ? [] : (['campaigns'] as const)),
  ];
}

/** Removes a gateway to which nothing refers. */
export async function deleteGateway(tx: Executor, id: string, now: Instant): Promise<void> {
  await tx.delete(gateways).where(eq(gateways.id, id));
  await announceGateway(tx, id, now);
}

/** It carries nothing from now on; what waits on it goes by others when it is due. */
export async function retireGateway(tx: Executor, id: string, now: Instant): Promise<void> {
  await saveRetirement(tx, id, { enabled: false, paused: false, stoppedReason: null, stoppedAt: null, retiredAt: now }, now);
}

/** It may be used again, once somebody enables it. */
export async function bringBackGateway(tx: Executor, id: string, now: Instant): Promise<void> {
  await saveRetirement(tx, id, { retiredAt: null }, now);
}

async function saveRetirement(tx: Executor, id: string, changed: Partial<typeof gateways.$inferInsert>, now: Instant): Promise<void> {
  await tx
    .update(gateways)
    .set({ ...changed, revision: sql`${gateways.revision} + 1`, updatedAt: now })
    .where(eq(gateways.id, id));
  await announceGateway(tx, id, now);
}
