import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { AccentMode, Channel, UnitCounting } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { gateways } from '../schema/index.ts';
import { clearAlert } from './alerts.ts';
import { listCampaignsUnderWay } from './campaigns-under-way.ts';
import { raiseCatalogueRevision } from './catalogue.ts';
import { type GatewayHealth, gatewayHealth, recountMonth } from './gateway-health.ts';
import { pushOutbox } from './outbox.ts';
import { byNewest, type Page, type PageRequest, pageOfNewest } from './paging.ts';

/** Channel on which processes hear that a gateway changed; the payload is its id. */
export const gatewayChannel = 'regua_gateways';

export type GatewayFields = {
  name: string;
  service: string;
  channel: Channel;
  enabled: boolean;
  quantity: number | null;
  intervalSeconds: number;
  paused: boolean;
  maxConnections: number;
  /** Reais per segment, four decimals. */
  price: string;
  warnLength: number;
  maxLength: number;
  maxSegments: number;
  accents: AccentMode;
  /** As the service says of these settings. */
  unitCounting: UnitCounting;
  /** Order and willingness to take over from a gateway of the channel that is down. */
  position: number;
  fallback: boolean;
  /** Null: no guard. */
  monthlyMessages: number | null;
  monthlyCents: number | null;
  balanceFloor: string | null;
  /** With a mask where a secret was taken out. */
  settings: Record<string, unknown>;
  /** Setting name → sealed value. */
  secrets: Record<string, string>;
};

export type Gateway = GatewayFields & {
  id: string;
  /** Since when it carries nothing any more; null: it is in use. */
  retiredAt: Instant | null;
  stoppedReason: string | null;
  stoppedAt: Instant | null;
  /** Of the addresses that the provider calls; null while there are none. */
  hookSecretSealed: string | null;
  health: GatewayHealth;
  revision: number;
  createdAt: Instant;
  updatedAt: Instant;
};

const shown = {
  id: gateways.id,
  name: gateways.name,
  service: gateways.service,
  channel: gateways.channel,
  enabled: gateways.enabled,
  quantity: gateways.quantity,
  intervalSeconds: gateways.intervalSeconds,
  paused: gateways.paused,
  retiredAt: gateways.retiredAt,
  stoppedReason: gateways.stoppedReason,
  stoppedAt: gateways.stoppedAt,
  maxConnections: gateways.maxConnections,
  price: gateways.price,
  warnLength: gateways.warnLength,
  maxLength: gateways.maxLength,
  maxSegments: gateways.maxSegments,
  accents: gateways.accents,
  unitCounting: gateways.unitCounting,
  position: gateways.position,
  fallback: gateways.fallback,
  monthlyMessages: gateways.monthlyMessages,
  monthlyCents: gateways.monthlyCents,
  balanceFloor: gateways.balanceFloor,
  settings: gateways.settings,
  secrets: gateways.secrets,
  hookSecretSealed: gateways.hookSecretSealed,
  health: gatewayHealth,
  revision: gateways.revision,
  createdAt: gateways.createdAt,
  updatedAt: gateways.updatedAt,
};

/** Gateways, newest first. */
export async function listGateways(db: Executor, page: PageRequest): Promise<Page<Gateway>> {
  const { order, start } = byNewest(gateways.createdAt, gateways.id, page.after);
  const rows = await db
    .select(shown)
    .from(gateways)
    .where(start)
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOfNewest(rows, page.limit);
}

/** A gateway with its sealed credentials; null when there is none of that id. */
export async function readGateway(db: Executor, id: string): Promise<Gateway | null> {
  return (await db.select(shown).from(gateways).where(eq(gateways.id, id)))[0] ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockGateway(tx: Executor, id: string): Promise<Gateway | null> {
  return (await tx.select(shown).from(gateways).where(eq(gateways.id, id)).for('update'))[0] ?? null;
}

/** The gateways of these ids that exist and are not retired, with their channel. */
export async function readGatewayChannels(db: Executor, ids: string[]): Promise<Map<string, Channel>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: gateways.id, channel: gateways.channel })
    .from(gateways)
    .where(and(inArray(gateways.id, ids), isNull(gateways.retiredAt)));
  return new Map(rows.map(({ id, channel }) => [id, channel]));
}

/** Whether another gateway has this name already. */
export async function isGatewayNameTaken(db: Executor, name: string, { except }: { except: string | null }): Promise<boolean> {
  const rows = await db
    .select({ id: gateways.id })
    .from(gateways)
    .where(and(eq(gateways.name, name), except === null ? undefined : sql`${gateways.id} <> ${except}`));
  return rows.length > 0;
}

/** A new gateway; every process starts its queue. False when the name is taken. */
export async function insertGateway(tx: Executor, { id, ...fields }: GatewayFields & { id: string }, now: Instant): Promise<boolean> {
  const created = await tx
    .insert(gateways)
    .values({ id, ...fields, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: gateways.name })
    .returning({ id: gateways.id });
  if (created.length === 0) return false;
  if (hasBudget(fields)) await recountMonth(tx, id, now);
  await announceGateway(tx, id, now);
  return true;
}

/** Replaces a gateway's fields. A stop that Régua made by itself is over: whoever saves has looked. */
export async function updateGateway(tx: Executor, { id, ...fields }: GatewayFields & { id: string }, now: Instant): Promise<void> {
  await tx
    .update(gateways)
    .set({ ...fields, stoppedReason: null, stoppedAt: null, revision: sql`${gateways.revision} + 1`, updatedAt: now })
    .where(eq(gateways.id, id));
  await clearAlert(tx, `gateway:${id}`, now);
  if (hasBudget(fields)) await recountMonth(tx, id, now);
  await announceGateway(tx, id, now);
}

export type HookedGateway = Pick<Gateway, 'service' | 'settings'> & { hookSecretHash: string | null };

/** What a provider's call needs of its gateway; null when there is none of that id. */
export async function readHookedGateway(db: Executor, id: string): Promise<HookedGateway | null> {
  const { service, settings: stored, hookSecretHash } = gateways;
  return (await db.select({ service, settings: stored, hookSecretHash }).from(gateways).where(eq(gateways.id, id)))[0] ?? null;
}

/**
 * New addresses for the provider to call; the old ones answer no more. Where senders may have the gateway already (`inUse`) they connect
 * anew: some texts carry their address along.
 */
export async function saveHookSecret(
  tx: Executor,
  id: string,
  { hash, sealed, inUse }: { hash: string; sealed: string; inUse: boolean },
): Promise<void> {
  await tx
    .update(gateways)
    .set({ hookSecretHash: hash, hookSecretSealed: sealed, ...(inUse && { revision: sql`${gateways.revision} + 1` }) })
    .where(eq(gateways.id, id));
}

/** Locks the gateways that have no addresses for their provider to call; gives their ids. */
export async function lockUnhooked(tx: Executor): Promise<string[]> {
  const rows = await tx
    .select({ id: gateways.id })
    .from(gateways)
    .where(isNull(gateways.hookSecretHash))
    .orderBy(gateways.id)
    .for('update');
  return rows.map(({ id }) => id);
}

function hasBudget({ monthlyMessages, monthlyCents }: GatewayFields): boolean {
  return monthlyMessages !== null || monthlyCents !== null;
}

/** Tells every process, the gateway's workflow and the campaigns that send over it. */
export async function announceGateway(tx: Executor, id: string, now: Instant): Promise<void> {
  await raiseCatalogueRevision(tx);
  await pushOutbox(tx, 'gateway', [id], now);
  await pushOutbox(tx, 'campaign', await listCampaignsUnderWay(tx, id), now);
  await tx.execute(sql`select pg_notify(${gatewayChannel}, ${id})`);
}
