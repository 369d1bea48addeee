import { states as shared } from '../../../domain/words/en/states.ts';
import type { SameKeys } from '../../../domain/words/same-keys.ts';
import type { states as portuguese } from '../pt-BR/states.ts';

export const states: SameKeys<typeof portuguese> = {
  ...shared,
  messageMeans: {
    queued: 'Waits for its turn or its hour.',
    sending: 'Is being handed to the carrier now.',
    accepted: 'The carrier took it; the phone has not confirmed yet.',
    delivered: 'Reached the phone.',
    undelivered: 'The carrier took it, and says that it did not reach the phone.',
    refused: 'The carrier said no: nothing was sent.',
    unknown: 'The carrier did not answer: it may have arrived. It is never repeated unless somebody decides so.',
    suppressed: 'Was held back before it left.',
    cancelled: 'Somebody cancelled it before it left.',
    expired: 'Its hour has passed; the ladder decides what follows.',
  },
};
