import type { z } from '@hono/zod-openapi';
import type { Executor } from '../db/client.ts';
import { type AuditFilter, readAudit } from '../db/queries/audit.ts';
import { readActorNames, readThingNames } from '../db/queries/names.ts';
import type { Page, PageRequest } from '../db/queries/paging.ts';
import type { auditRecord } from './shapes/audit.ts';

/** Changes as the API answers them: who did them and what they are about also by name. */
export async function readAuditPage(db: Executor, filter: AuditFilter, page: PageRequest): Promise<Page<z.infer<typeof auditRecord>>> {
  const { items, next } = await readAudit(db, { ...filter, page });
  const actors = await readActorNames(
    db,
    items.map(({ actor }) => actor),
  );
  const things = await readThingNames(db, items);
  const named = items.map((record) => ({
    ...record,
    actorName: actors[record.actor] ?? null,
    entityName: things[`${record.entity}:${record.entityId}`] ?? null,
  }));
  return { items: named, next };
}
