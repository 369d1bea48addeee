import type { service as portuguese } from '../pt-BR/service.ts';
import type { SameKeys } from '../same-keys.ts';

export const service: SameKeys<typeof portuguese> = {
  answer: {
    on: 'The service is on: messages leave at their hour.',
    off: 'The service is off: nothing leaves.',
    shadow: 'Shadow mode: everything is recorded, nothing leaves.',
  },
  state: 'State of the service',
  turnOn: 'Switch the service on',
  turnOff: 'Switch the service off',
  turnOnTitle: 'Switch the service on?',
  turnOnSays: 'From now on messages leave at their hour. Steps that have passed are not sent: every charge begins from here.',
  turnOffTitle: 'Switch the service off?',
  turnOffSays: 'Nothing more leaves, and what misses its hour while it is off will not be sent later.',
  turnedOn: 'Service on',
  turnedOff: 'Service off',
  links: {
    title: 'Short links',
    says: 'Campaigns may put short links in place of those of their text, which count the clicks. The domain has to lead to this installation.',
    domain: 'Domain of the short links',
    empty: 'Empty: {{origin}}, the address of this installation.',
    emptyNone: 'Empty: campaigns have no short links.',
    now: 'Short links are at {{origin}}.',
    none: 'There is no domain for short links yet.',
    save: 'Save the domain',
    saved: 'Domain of the short links saved',
  },
  since: 'On since {{when}}',
};
