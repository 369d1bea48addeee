import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { type ChargeAlert, chargeAlerts } from '../../domain/charge-alerts.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { alerts } from '../schema/index.ts';
import { byNumber, type Page, type PageRequest, pageOf } from './paging.ts';
import { chargeOfUnits } from './unit-of.ts';

export type OpenAlert = { id: string; kind: string; subject: string; detail: Record<string, unknown>; raisedAt: Instant };

/** What is told to people of any unit: the state of what all of them share. */
const ofEverybody = ['gateway-stopped', 'gateway-down', 'gateway-budget', 'relay-failing', 'database-restored'];

/** What concerns these units: alerts of their charges, and of what all units share. Undefined (all of them) leaves the list as it is. */
export function alertsOfUnits(units: readonly string[] | undefined): SQL | undefined {
  if (units === undefined) return undefined;
  return or(inArray(alerts.kind, ofEverybody), and(inArray(alerts.kind, [...chargeAlerts]), chargeOfUnits(alerts.subject, units)));
}

/** What needs a person now, newest first; `units`: only what concerns these. */
export async function listOpenAlerts(db: Executor, units: readonly string[] | undefined, page: PageRequest): Promise<Page<OpenAlert>> {
  const { order, start } = byNumber(alerts.id, page.after);
  const rows = await db
    .select()
    .from(alerts)
    .where(and(isNull(alerts.clearedAt), alertsOfUnits(units), start))
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(
    rows,
    page.limit,
    ({ id }) => ({ key: '', id: String(id) }),
    ({ id, kind, subject, detail, raisedAt }) => ({ id: String(id), kind, subject, detail, raisedAt }),
  );
}

/** Which charges wait for a person for this cause. `reason`: of held steps, why they are held; undefined: whatever it is. */
export type WaitingFor = { alert: ChargeAlert; reason: string | undefined };

/** The charges of these open alerts, as a list for `in`. */
export function chargesWaitingFor(db: Executor, { alert, reason }: WaitingFor) {
  const isOfReason = reason === undefined ? undefined : eq(sql`${alerts.detail} ->> 'reason'`, reason);
  return db
    .select({ id: alerts.subject })
    .from(alerts)
    .where(and(isNull(alerts.clearedAt), eq(alerts.kind, alert), isOfReason));
}
