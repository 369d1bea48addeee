import { changes } from './pt-BR/changes.ts';

/** Who did something: by a name of their own, or by words that may hold one. */
export type Author = { name: string } | { word: keyof typeof changes.who; values: { name: string; address: string } };

export function whoOf({ actor, actorName }: { actor: string; actorName: string | null }): Author {
  const [kind, id = ''] = actor.split(':');
  const values = { name: actorName ?? id, address: id };
  switch (kind) {
    case 'user':
      return { name: actorName ?? actor };
    case 'key':
    case 'address':
    case 'cli':
    case 'import':
    case 'reply':
    case 'webhook':
      return { word: kind, values };
    default:
      return actor === 'regua' ? { word: 'house', values } : { name: actor };
  }
}

/** What was done and to what. Null: there is no word for it yet, and it is shown as it is. */
export type Change =
  | { kind: 'took-table'; table: keyof typeof changes.table }
  | { kind: 'did'; verb: keyof typeof changes.verb | null; entity: keyof typeof changes.entity | null };

type Recorded = { action: string; entity: string; entityId: string };

export function changeIn({ action, entity, entityId }: Recorded): Change {
  if (isOfTable({ action, entityId }) && isTable(entity)) return { kind: 'took-table', table: entity };
  const verb = action.slice(action.indexOf('.') + 1);
  return { kind: 'did', verb: isVerb(verb) ? verb : null, entity: isEntity(entity) ? entity : null };
}

/** Whether it tells of a list that somebody took along as a table, and not of one thing. */
export function isOfTable({ action, entityId }: Pick<Recorded, 'action' | 'entityId'>): boolean {
  return entityId === 'csv' && action.endsWith('.exported');
}

/** What changes are about. */
export const entities = Object.keys(changes.entity).filter(isEntity);

function isEntity(name: string): name is keyof typeof changes.entity {
  return Object.hasOwn(changes.entity, name);
}

function isTable(name: string): name is keyof typeof changes.table {
  return Object.hasOwn(changes.table, name);
}

function isVerb(name: string): name is keyof typeof changes.verb {
  return Object.hasOwn(changes.verb, name);
}
