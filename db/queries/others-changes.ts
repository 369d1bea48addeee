import { and, desc, eq, gt, inArray, ne, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { audit } from '../schema/index.ts';
import { textArray } from './revisions.ts';

type Asked = { entity: string; entityId: string; names: string[]; after: Instant; actor: string };

/** The newest change of a thing after a moment, of one of these fields and by anybody but this one; null when there was none. */
export async function findOthersChange(
  db: Executor,
  { entity, entityId, names, after, actor }: Asked,
): Promise<{ at: Instant; actor: string } | null> {
  const [row] = await db
    .select({ at: audit.at, actor: audit.actor })
    .from(audit)
    .where(
      and(
        eq(audit.entity, entity),
        eq(audit.entityId, entityId),
        gt(audit.at, after),
        ne(audit.actor, actor),
        inArray(audit.action, [`${entity}.created`, `${entity}.changed`, 'rule-set.drafted', 'template.drafted']),
        sql`${audit.after} ?| ${textArray(names)}`,
      ),
    )
    .orderBy(desc(audit.id))
    .limit(1);
  return row ?? null;
}
