import { and, asc, desc, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { alerts, gateways, settings } from '../schema/index.ts';
import { alertsOfUnits } from './read-alerts.ts';

const newestAlerts = 20;

/** What people who have the console open want to see change by itself: small, and whole each time. Ids and states only. */
export async function readLiveState(db: Executor) {
  const [house] = await db
    .select({
      service: settings.service,
      serviceOnSince: settings.serviceOnSince,
      pausedAt: settings.pausedAt,
      updatedAt: settings.updatedAt,
    })
    .from(settings);
  const lights = await db
    .select({
      id: gateways.id,
      enabled: gateways.enabled,
      paused: gateways.paused,
      stoppedReason: gateways.stoppedReason,
      stoppedAt: gateways.stoppedAt,
      quantity: gateways.quantity,
      intervalSeconds: gateways.intervalSeconds,
      updatedAt: gateways.updatedAt,
    })
    .from(gateways)
    .orderBy(asc(gateways.position), asc(gateways.id));
  return { settings: house ?? null, gateways: lights, alerts: await readLiveAlerts(db) };
}

/** The alerts of it; `units`: only what concerns these. */
export async function readLiveAlerts(db: Executor, units?: readonly string[]) {
  const open = and(isNull(alerts.clearedAt), alertsOfUnits(units));
  const newest = await db
    .select({ id: sql<string>`${alerts.id}::text`, kind: alerts.kind, subject: alerts.subject, raisedAt: alerts.raisedAt })
    .from(alerts)
    .where(open)
    .orderBy(desc(alerts.id))
    .limit(newestAlerts);
  const [count] = await db.select({ open: sql<number>`count(*)::int` }).from(alerts).where(open);
  return { open: count?.open ?? 0, newest };
}
