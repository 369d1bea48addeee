import type { SameKeys } from '../../../domain/words/same-keys.ts';
import type { templates as portuguese } from '../pt-BR/templates.ts';

export const templates: SameKeys<typeof portuguese> = {
  answer: 'The texts of the house, with the variables that are filled in for each customer',
  add: 'New template',
  newAnswer: 'Write the text once; each customer gets their own',
  columns: { name: 'Name', enabled: 'Status', text: 'Text', changed: 'Last change' },
  enabled: 'Enabled',
  disabled: 'Disabled',
  emptyTitle: 'No template yet',
  empty: 'A template is a text with variables, like {CLI_NAME}: the ladder and campaigns fill it in for each customer.',
  version: 'Version {{version}}. Messages that were written keep the text they had.',
  versions: {
    open: 'Versions',
    number: 'Version {{number}}',
    inForce: 'in force',
    saved: 'saved {{when}}',
    restore: 'Go back to this text',
    restoreTitle: 'Go back to the text of version {{number}}?',
    restoreSays: 'It is in force as a new version, from the next texts on. What you wrote and did not save is lost.',
    restored: 'The text of version {{number}} is in force',
  },
  name: 'Name of the template',
  channel: 'Channel',
  channels: { sms: 'SMS', email: 'E-mail' },
  subject: 'Subject',
  create: 'Create the template',
  saved: 'Template saved',
  delete: 'Delete',
  deleted: 'Template deleted',
  deleteTitle: 'Delete the template {{name}}?',
  deleteSays: 'It leaves the list. Messages that have left do not change; if the ladder or a campaign still uses it, nothing is deleted.',
};
