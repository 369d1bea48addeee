import type { SameKeys } from '../../../domain/words/same-keys.ts';
import type { service as portuguese } from '../pt-BR/service.ts';
import { houseRules } from './house-rules.ts';

export const service: SameKeys<typeof portuguese> = {
  answer: {
    on: 'The service is on: messages leave at their hour.',
    paused: 'Everything is paused: nothing leaves until somebody resumes.',
    shadow: 'Shadow mode: everything is recorded, nothing leaves.',
    off: 'The service is off: nothing leaves.',
  },
  since: 'On since {{when}}',
  pausedSince: 'Paused since {{when}}',
  meanings: 'What each state means',
  act: {
    ligar: 'Switch the service on',
    desligar: 'Switch the service off',
    sombra: 'Shadow mode',
    pausar: 'Pause everything',
    retomar: 'Resume',
  },
  title: {
    ligar: 'Switch the service on?',
    desligar: 'Switch the service off?',
    sombra: 'Change to shadow mode?',
    pausar: 'Pause everything?',
    retomar: 'Resume sending?',
  },
  says: {
    ligar: 'From now on messages leave at their hour. Steps that have passed are not sent: every charge begins from here.',
    desligar: 'Nothing more leaves, and what misses its hour while it is off will not be sent later.',
    sombra:
      'Nothing more leaves, but every notice that would is recorded, to be held against another system. What is recorded so proves no notice and will not be sent later: when the service is switched on, every charge begins from there.',
    pausar:
      'Nothing more leaves through any gateway, campaigns included; what the carrier has already may still arrive. On resume the late policy of each step decides what is still worth sending, and campaigns go on from where they were.',
    retomar: 'Messages leave at their hour again and campaigns go on. Of the notices that waited:',
  },
  plannedWaits_zero: 'Nothing more was planned for today.',
  plannedWaits_one: '{{count, number}} message planned for today waits.',
  plannedWaits_other: '{{count, number}} messages planned for today wait.',
  plannedLost_zero: 'Nothing more was planned for today.',
  plannedLost_one: '{{count, number}} message planned for today does not leave.',
  plannedLost_other: '{{count, number}} messages planned for today do not leave.',
  resume: {
    leave_zero: 'None leaves now.',
    leave_one: '{{count, number}} leaves now, or as soon as its window opens.',
    leave_other: '{{count, number}} leave now, or as soon as their window opens.',
    skipped_one: '{{count, number}} leaves no more: its day has passed.',
    skipped_other: '{{count, number}} leave no more: their day has passed.',
    merged_one: '{{count, number}} gives way to a newer one of the same charge.',
    merged_other: '{{count, number}} give way to a newer one of the same charge.',
    waiting_one: '{{count, number}} waits for something else.',
    waiting_other: '{{count, number}} wait for something else.',
    more_one: 'The first charge was counted; there are more.',
    more_other: 'The first {{count, number}} charges were counted; there are more.',
  },
  confirmResume_zero: 'Resume',
  confirmResume_one: 'Resume and send {{count, number}}',
  confirmResume_other: 'Resume and send {{count, number}}',
  rules: houseRules,
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
  done: {
    ligar: 'Service on',
    desligar: 'Service off',
    sombra: 'Shadow mode: nothing leaves',
    pausar: 'Everything is paused',
    retomar: 'Sending resumed',
  },
};
