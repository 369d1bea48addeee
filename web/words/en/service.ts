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
  since: 'On since {{when}}',
};
