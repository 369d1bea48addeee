import { changes } from '../../../domain/words/en/changes.ts';
import type { SameKeys } from '../../../domain/words/same-keys.ts';
import type { audit as portuguese } from '../pt-BR/audit.ts';

export const audit: SameKeys<typeof portuguese> = {
  answer: 'Who changed what',
  answerFiltered: 'Changes with this filter',
  says: 'Each change at the moment it was stored. Passwords, credentials and texts are never in here.',
  ...changes,
  filters: {
    label: 'Filters of the audit',
    actor: 'Who',
    entity: 'Subject',
    id: 'Code',
    from: 'From',
    to: 'To',
    any: 'All',
  },
  seeChange: 'See before and after',
  hideChange: 'Hide',
  onlyThis: 'Only what changed here',
  columns: { field: 'Field', before: 'Before', after: 'After' },
  nothing: 'empty',
  emptyTitle: 'Nothing changed with this filter',
  empty: 'Take one of the filters away or widen the period.',
};
