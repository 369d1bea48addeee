import { and, eq, gte, lt } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { audit } from '../schema/index.ts';
import { byNumber, type Page, type PageRequest, pageOf } from './paging.ts';

/** One change: who did what to which thing, and how it was before and after. Secrets never come in here. */
export type AuditEntry = {
  at: Instant;
  /** `key:<api key id>`, `cli`, `import:<id>` … */
  actor: string;
  /** `customer.changed`, `rule-set.published` … */
  action: string;
  entity: string;
  entityId: string;
  before?: unknown;
  after?: unknown;
};

export type AuditRecord = Required<AuditEntry> & { id: string };

/** Records changes, in the transaction of the changes themselves. */
export async function writeAudit(tx: Executor, entries: AuditEntry[]): Promise<void> {
  if (entries.length > 0) await tx.insert(audit).values(entries);
}

/** `from` counts, `to` does not. */
export type AuditFilter = {
  entity?: string | undefined;
  entityId?: string | undefined;
  actor?: string | undefined;
  from?: Instant | undefined;
  to?: Instant | undefined;
};

/** What was changed, newest first. */
export async function readAudit(
  db: Executor,
  { entity, entityId, actor, from, to, page }: AuditFilter & { page: PageRequest },
): Promise<Page<AuditRecord>> {
  const { order, start } = byNumber(audit.id, page.after);
  const rows = await db
    .select()
    .from(audit)
    .where(
      and(
        entity === undefined ? undefined : eq(audit.entity, entity),
        entityId === undefined ? undefined : eq(audit.entityId, entityId),
        actor === undefined ? undefined : eq(audit.actor, actor),
        from === undefined ? undefined : gte(audit.at, from),
        to === undefined ? undefined : lt(audit.at, to),
        start,
      ),
    )
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(
    rows,
    page.limit,
    ({ id }) => ({ key: '', id: String(id) }),
    (row) => ({ ...row, id: String(row.id), before: row.before ?? null, after: row.after ?? null }),
  );
}
