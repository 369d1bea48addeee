import { eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { chargeWakes } from '../schema/index.ts';

export type Wake = { chargeId: string; wakeAt: Instant; stepAt: Instant | null };

/** Notes when workflows mean to wake; the sweep looks for those that did not. */
export async function saveWakes(db: Executor, wakes: Wake[]): Promise<void> {
  if (wakes.length === 0) return;
  await db
    .insert(chargeWakes)
    .values(wakes)
    .onConflictDoUpdate({ target: chargeWakes.chargeId, set: { wakeAt: sql`excluded.wake_at`, stepAt: sql`excluded.step_at` } });
}

export async function forgetWake(db: Executor, chargeId: string): Promise<void> {
  await db.delete(chargeWakes).where(eq(chargeWakes.chargeId, chargeId));
}

/** How many charges mean to act at this instant, counted up to `most`. */
export async function countSharing(db: Executor, stepAt: Instant, most: number): Promise<number> {
  const rows = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from (select 1 from charge_wakes where step_at = ${stepAt} limit ${most}) as sharing`);
  return rows[0]?.count ?? 0;
}
