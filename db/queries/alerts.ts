import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { alerts } from '../schema/index.ts';

/** Something that needs a person. `subject` and `detail` carry ids, never names, phones or texts. */
export type Alert = { key: string; kind: string; subject: string; detail: Record<string, unknown> };

/** Opens an alert; one that is open already under this key stays as it is. */
export async function raiseAlert(tx: Executor, alert: Alert, now: Instant): Promise<void> {
  await tx
    .insert(alerts)
    .values({ ...alert, raisedAt: now })
    .onConflictDoNothing({ target: alerts.key, where: sql`cleared_at is null` });
}

export async function clearAlert(tx: Executor, key: string, now: Instant): Promise<void> {
  await tx
    .update(alerts)
    .set({ clearedAt: now })
    .where(and(eq(alerts.key, key), isNull(alerts.clearedAt)));
}
