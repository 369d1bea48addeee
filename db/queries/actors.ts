import { inArray } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { apiKeys, users } from '../schema/index.ts';

/** The names of those who did something, by actor as the audit writes it: people and API keys; others have none. */
export async function readActorNames(db: Executor, actors: readonly string[]): Promise<Record<string, string>> {
  const ids = (kind: string) => [...new Set(actors.filter((actor) => actor.startsWith(kind)).map((actor) => actor.slice(kind.length)))];
  const [people, keys] = [ids('user:'), ids('key:')];
  const named = people.length === 0 ? [] : await db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, people));
  const known =
    keys.length === 0 ? [] : await db.select({ id: apiKeys.id, name: apiKeys.name }).from(apiKeys).where(inArray(apiKeys.id, keys));
  return Object.fromEntries([
    ...named.map(({ id, name }): [string, string] => [`user:${id}`, name]),
    ...known.map(({ id, name }): [string, string] => [`key:${id}`, name]),
  ]);
}
