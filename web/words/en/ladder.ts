import type { SameKeys } from '../../../domain/words/same-keys.ts';
import type { ladder as portuguese } from '../pt-BR/ladder.ts';

export const ladder: SameKeys<typeof portuguese> = {
  label: 'Steps of the ladder, by date',
  today: 'today {{date}}',
  daysBefore_one: 'One day before',
  daysBefore_other: '{{count}} days before',
  daysAfter_one: 'One day after',
  daysAfter_other: '{{count}} days after',
  miniDone: 'Ladder: {{count}} of {{total}} steps done',
  miniNext: 'next: {{name}}, {{when}}',
  near: 'from {{from}} to {{to}}; what is further away is on the page of each charge',
};
