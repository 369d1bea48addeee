import type { campaigns as portuguese } from '../pt-BR/campaigns.ts';
import type { SameKeys } from '../same-keys.ts';

export const campaigns: SameKeys<typeof portuguese> = {
  state: {
    draft: 'draft',
    scheduled: 'scheduled',
    countdown: 'about to start',
    canary: 'sample',
    running: 'sending',
    paused: 'paused',
    finishing: 'finishing',
    finished: 'finished',
    cancelling: 'cancelling',
    cancelled: 'cancelled',
  },
  class: { collection: 'Collection', informative: 'Informative', marketing: 'Marketing' },
  excluded: {
    deceased: 'Deceased',
    test: 'Test customers',
    minor: 'Minors',
    'no-permission': 'No permission on any phone',
    'bad-number': 'Number that does not exist',
    landline: 'Landline',
    'opted-out': 'Asked not to receive',
    cap: 'Had the limit of messages already',
    'missing-value': 'A value of the text is missing',
    'too-long': 'Text too long',
    duplicate: 'Same text on the same phone',
  },
};
