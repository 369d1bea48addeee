import { fileURLToPath } from 'node:url';
import { sql as raw } from 'drizzle-orm';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { defaultWindows } from '../domain/send-window.ts';
import { openDatabase } from './client.ts';
import { beats, settings } from './schema/index.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any number, the same everywhere: who holds it migrates, the others wait. */
const migrationLock = 7_340_117;

/**
 * Brings a database to the newest schema. Safe to run twice and at once: an advisory lock lets one in, and a change that cannot get
 * its table lock in ten seconds gives up instead of stopping traffic. Gives how many migrations the database has now.
 */
export async function migrate(databaseUrl: string): Promise<{ migrations: number }> {
  const handle = openDatabase({ url: databaseUrl, connections: 1, name: 'regua migrate' });
  try {
    await handle.db.execute(raw`set lock_timeout = 0`);
    await handle.db.execute(raw`select pg_advisory_lock(${migrationLock}::bigint)`);
    await handle.db.execute(raw`set lock_timeout = '10s'`);
    await runMigrations(handle.db, { migrationsFolder });
    await handle.db
      .insert(settings)
      .values({ defaultGateways: { notices: null, campaigns: null, manual: null, email: null }, windows: defaultWindows })
      .onConflictDoNothing();
    await handle.db.insert(beats).values({}).onConflictDoNothing();
    const rows = await handle.db.execute<{ count: number }>(raw`select count(*)::int as count from drizzle.__drizzle_migrations`);
    return { migrations: rows[0]?.count ?? 0 };
  } finally {
    await handle.close();
  }
}
