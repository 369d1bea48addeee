import type { SameKeys } from '../../../domain/words/same-keys.ts';
import type { forms as portuguese } from '../pt-BR/forms.ts';

export const forms: SameKeys<typeof portuguese> = {
  missing: 'Still to be filled in.',
  short_one: 'One letter is missing: it takes at least {{least}}.',
  short_other: '{{count, number}} letters are missing: it takes at least {{least}}.',
  email: 'Write the whole e-mail address, like name@provider.com.br.',
  address: 'Write the whole address, with https://.',
  least: 'From {{limit}} on.',
  most: 'Up to {{limit}}.',
  other: 'This value does not do here.',
};
