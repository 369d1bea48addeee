import { sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import journal from '../migrations/meta/_journal.json' with { type: 'json' };

/** How many migrations this code knows and how many the database has. Throws when the database does not answer. */
export async function readMigrationState(db: Executor): Promise<{ expected: number; applied: number }> {
  const expected = journal.entries.length;
  const [there] = await db.execute<{ present: boolean }>(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as present`);
  if (!there?.present) return { expected, applied: 0 };
  const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from drizzle.__drizzle_migrations`);
  return { expected, applied: row?.count ?? 0 };
}

/** What the pool with which a sender listens calls itself in Postgres: a connection that listens never rests, so the house knows that a sender is there. */
export const senderSession = 'regua sender';

/** Whether any sender is connected now. A killed one is gone at once. */
export async function isSenderConnected(db: Executor): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from pg_stat_activity where datname = current_database() and application_name = ${senderSession} limit 1`);
  return rows.length > 0;
}
