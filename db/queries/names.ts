import { inArray } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { apiKeys, campaigns, gateways, panels, recipientLists, segments, templates, units, users, webhooks } from '../schema/index.ts';

/** What the audit speaks of that staff know by a name, and where the name is. */
const namedThings = {
  'api-key': [apiKeys.id, apiKeys.name],
  campaign: [campaigns.id, campaigns.name],
  gateway: [gateways.id, gateways.name],
  list: [recipientLists.id, recipientLists.name],
  panel: [panels.id, panels.name],
  segment: [segments.id, segments.name],
  template: [templates.id, templates.name],
  unit: [units.id, units.name],
  user: [users.id, users.name],
  webhook: [webhooks.id, webhooks.url],
} as const;

/** The names of things by kind and id, as `campaign:<id>`. What has no name, or is there no more, has no entry. */
export async function readThingNames(
  db: Executor,
  things: readonly { entity: string; entityId: string }[],
): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const [kind, [idColumn, nameColumn]] of Object.entries(namedThings)) {
    const ids = new Set(things.filter(({ entity }) => entity === kind).map(({ entityId }) => entityId));
    if (ids.size === 0) continue;
    const rows = await db
      .select({ id: idColumn, name: nameColumn })
      .from(idColumn.table)
      .where(inArray(idColumn, [...ids]));
    for (const { id, name } of rows) names[`${kind}:${id}`] = name;
  }
  return names;
}

/** The names of those who did something, by actor as the audit writes it: people and API keys; others have none. */
export async function readActorNames(db: Executor, actors: readonly string[]): Promise<Record<string, string>> {
  const kinds: Record<string, string> = { user: 'user', key: 'api-key' };
  const things = actors.map((actor) => {
    const [kind = '', entityId = ''] = actor.split(':');
    return { actor, entity: kinds[kind] ?? '', entityId };
  });
  const names = await readThingNames(db, things);
  const named = things.map(({ actor, entity, entityId }) => ({ actor, name: names[`${entity}:${entityId}`] }));
  return Object.fromEntries(named.flatMap(({ actor, name }) => (name === undefined ? [] : [[actor, name]])));
}

/** Who did something, by the name that staff know; null for the house itself, for an import, and for who is there no more. */
export type ActorName = string | null;

export async function readActorName(db: Executor, actor: string): Promise<ActorName> {
  return (await readActorNames(db, [actor]))[actor] ?? null;
}

type RecorderNamed<T> = T & { recordedByName: ActorName };
export type CreatorNamed<T> = T & { createdByName: ActorName };

/** These records with the name of who made each. */
export async function withRecorderNames<T extends { recordedBy: string }>(
  db: Executor,
  records: readonly T[],
): Promise<RecorderNamed<T>[]> {
  const names = await readActorNames(
    db,
    records.map(({ recordedBy }) => recordedBy),
  );
  return records.map((record) => ({ ...record, recordedByName: names[record.recordedBy] ?? null }));
}

/** These holds or exemptions with the name of who made each. */
export async function withCreatorNames<T extends { createdBy: string }>(db: Executor, stops: readonly T[]): Promise<CreatorNamed<T>[]> {
  const names = await readActorNames(
    db,
    stops.map(({ createdBy }) => createdBy),
  );
  return stops.map((stop) => ({ ...stop, createdByName: names[stop.createdBy] ?? null }));
}
