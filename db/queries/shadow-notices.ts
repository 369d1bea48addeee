import type { Executor } from '../client.ts';
import { shadowNotices } from '../schema/index.ts';

export type ShadowNotice = typeof shadowNotices.$inferInsert;

/** Records what would have left while the service only watches; the same again changes nothing. */
export async function recordShadowNotices(tx: Executor, rows: ShadowNotice[]): Promise<void> {
  if (rows.length > 0) await tx.insert(shadowNotices).values(rows).onConflictDoNothing();
}
