import { useTranslation } from 'react-i18next';
import { changeIn, whoOf } from '../../../domain/words/change.ts';
import type { AuditRecord } from '../../queries/audit.ts';

/** Who did it, in words. */
export function useActorWords(): (record: Pick<AuditRecord, 'actor' | 'actorName'>) => string {
  const { t } = useTranslation('audit');
  return (record) => {
    const who = whoOf(record);
    return 'name' in who ? who.name : t(`who.${who.word}`, who.values);
  };
}

/** What was done, in words; what has none yet is shown as it is. */
export function useActionWords(): (record: Pick<AuditRecord, 'action' | 'entity' | 'entityId'>) => { verb: string; thing: string } {
  const { t } = useTranslation('audit');
  return (record) => {
    const change = changeIn(record);
    if (change.kind === 'took-table') return { verb: t('tookTable'), thing: t(`table.${change.table}`) };
    const { verb, entity } = change;
    return {
      verb: verb === null ? record.action : t(`verb.${verb}`),
      thing: entity === null ? record.entity : t(`entity.${entity}`),
    };
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
