import type { lists as portuguese } from '../pt-BR/lists.ts';
import type { SameKeys } from '../same-keys.ts';

export const lists: SameKeys<typeof portuguese> = {
  replyIntent: { other: 'Something else', 'opt-out': 'Asked out', 'wrong-person': 'Somebody else’s' },
  optOutScope: { marketing: 'marketing', all: 'nothing automatic', 'wrong-person': 'somebody else’s' },
  optOutSource: { reply: 'answered', import: 'file', api: 'system', console: 'recorded here' },
  leftOutSource: { ladder: 'Steps of the ladder without a text', text: 'Texts written that did not go', campaign: 'Left out of campaigns' },
  comparedKind: {
    'only-there': 'Only the old one sends',
    'only-here': 'Only Régua sends',
    'other-day': 'On another day',
    'other-words': 'With other words',
    same: 'The same',
  },
  lineSeverity: { error: 'refused', warning: 'warning' },
};
