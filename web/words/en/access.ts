import type { SameKeys } from '../../../domain/words/same-keys.ts';
import type { access as portuguese } from '../pt-BR/access.ts';

export const access: SameKeys<typeof portuguese> = {
  closed: 'Your access does not include {{page}}',
  ask: 'Ask whoever administers Régua in your house.',
  printed: 'printed {{when}}',
  pages: {
    campaigns: 'campaigns',
    holds: 'holds',
    imports: 'importing files',
    newCampaign: 'making campaigns',
    newTemplate: 'making templates',
    newGateway: 'adding gateways',
    people: 'the page People',
    keys: 'the page Keys and webhooks',
    audit: 'the page Audit',
    firstSteps: 'the page First steps',
  },
};
