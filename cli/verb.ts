import { readServiceConfig } from '../config.ts';
import { type DatabaseHandle, openDatabase } from '../db/client.ts';

/** One verb of the command line: what it takes, and what it does. Gives the exit code. */
export type Verb = { usage: string; run(args: string[]): Promise<number> };

/** The caller asked for something that does not exist: told with the usage, exit code 2. */
export class UsageError extends Error {}

/** Runs with a small pool of the configured database. */
export async function withDatabase<T>(run: (handle: DatabaseHandle) => Promise<T>): Promise<T> {
  const handle = openDatabase({ url: readServiceConfig().databaseUrl, connections: 2, name: 'regua cli' });
  try {
    return await run(handle);
  } finally {
    await handle.close();
  }
}
