import { Doorbell } from '../activities/sender/doorbell.ts';
import type { Sql } from '../db/client.ts';

export type News = { wait(ms: number): Promise<boolean>; ring(): void; close(): Promise<void> };

/** Hears a Postgres channel; after a lost connection it listens again by itself, and polling covers the gap. */
export async function listenFor(sql: Sql, channel: string): Promise<News> {
  const bell = new Doorbell();
  const subscription = await sql.listen(channel, () => bell.ring());
  return { wait: (ms) => bell.wait(ms), ring: () => bell.ring(), close: () => subscription.unlisten() };
}
