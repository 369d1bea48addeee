import { useTranslation } from 'react-i18next';
import type { AuditRecord } from '../../queries/audit.ts';
import { audit } from '../../words/pt-BR/audit.ts';

type Entity = keyof typeof audit.entity;
type Verb = keyof typeof audit.verb;

/** What changes are about, as the filter offers them. */
export const entities = Object.keys(audit.entity).filter(isEntity);

/** Who did it, in words. */
export function useActorWords(): (record: Pick<AuditRecord, 'actor' | 'actorName'>) => string {
  const { t } = useTranslation('audit');
  return ({ actor, actorName }) => {
    const [kind, id = ''] = actor.split(':');
    if (kind === 'user') return actorName ?? actor;
    if (kind === 'key') return t('key', { name: actorName ?? id });
    if (kind === 'address') return t('address', { address: id });
    if (kind === 'cli' || kind === 'import' || kind === 'reply' || kind === 'webhook') return t(kind);
    return actor === 'regua' ? t('house') : actor;
  };
}

/** Whether it tells of a list that somebody took along as a table, and not of one thing. */
export function isOfTable({ action, entityId }: Pick<AuditRecord, 'action' | 'entityId'>): boolean {
  return entityId === 'csv' && action.endsWith('.exported');
}

/** What was done, in words; what has none yet is shown as it is. */
export function useActionWords(): (record: Pick<AuditRecord, 'action' | 'entity' | 'entityId'>) => { verb: string; thing: string } {
  const { t } = useTranslation('audit');
  return ({ action, entity, entityId }) => {
    if (isOfTable({ action, entityId }) && isTable(entity)) return { verb: t('tookTable'), thing: t(`table.${entity}`) };
    const verb = action.slice(action.indexOf('.') + 1);
    return { verb: isVerb(verb) ? t(`verb.${verb}`) : action, thing: isEntity(entity) ? t(`entity.${entity}`) : entity };
  };
}

/** The fields that a change names, each before and after. */
export function fieldsOfChange({
  before,
  after,
}: Pick<AuditRecord, 'before' | 'after'>): { field: string; before: unknown; after: unknown }[] {
  const [was, is] = [recordIn(before), recordIn(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].map((field) => ({ field, before: was[field], after: is[field] }));
}

function recordIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isEntity(name: string): name is Entity {
  return Object.hasOwn(audit.entity, name);
}

function isTable(name: string): name is keyof typeof audit.table {
  return Object.hasOwn(audit.table, name);
}

function isVerb(name: string): name is Verb {
  return Object.hasOwn(audit.verb, name);
}
