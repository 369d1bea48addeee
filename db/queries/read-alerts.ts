import { and, inArray, isNull, or, type SQL } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { alerts } from '../schema/index.ts';
import { byNumber, type Page, type PageRequest, pageOf } from './paging.ts';
import { chargeOfUnits } from './unit-of.ts';

export type OpenAlert = { id: string; kind: string; subject: string; detail: Record<string, unknown>; raisedAt: Instant };

/** What is told to people of any unit: the state of what all of them share. */
const ofEverybody = ['gateway-stopped', 'gateway-down', 'gateway-budget', 'relay-failing', 'database-restored'];
/** Kinds whose subject is a charge. */
const ofCharges = ['step-held', 'block-without-notice', 'restoration-refused', 'restoration-failed', 'restoration-expired'];

/** What concerns these units: alerts of their charges, and of what all units share. Undefined (all of them) leaves the list as it is. */
export function alertsOfUnits(units: readonly string[] | undefined): SQL | undefined {
  if (units === undefined) return undefined;
  return or(inArray(alerts.kind, ofEverybody), and(inArray(alerts.kind, ofCharges), chargeOfUnits(alerts.subject, units)));
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
