import { and, isNull } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { alerts } from '../schema/index.ts';
import { byNumber, type Page, type PageRequest, pageOf } from './paging.ts';

export type OpenAlert = { id: string; kind: string; subject: string; detail: Record<string, unknown>; raisedAt: Instant };

/** What needs a person now, newest first. */
export async function listOpenAlerts(db: Executor, page: PageRequest): Promise<Page<OpenAlert>> {
  const { order, start } = byNumber(alerts.id, page.after);
  const rows = await db
    .select()
    .from(alerts)
    .where(and(isNull(alerts.clearedAt), start))
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(
    rows,
    page.limit,
    ({ id }) => ({ key: '', id: String(id) }),
    ({ id, kind, subject, detail, raisedAt }) => ({ id: String(id), kind, subject, detail, raisedAt }),
  );
}
