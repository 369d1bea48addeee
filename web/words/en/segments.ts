import type { SameKeys } from '../../../domain/words/same-keys.ts';
import type { segments as portuguese } from '../pt-BR/segments.ts';

export const segments: SameKeys<typeof portuguese> = {
  manage: 'Saved segments',
  title: 'Saved segments',
  known: 'Segment to change',
  new: 'New segment',
  name: 'Name of the segment',
  who: 'Who belongs to it',
  says: 'Every campaign that names the segment and has not begun goes by the change.',
  create: 'Create segment',
  saved: 'Segment saved',
  remove: 'Delete this segment',
  removeTitle: 'Delete the segment {{name}}?',
  removeSays: 'Selections that name it reach nobody by it any more. Campaigns that have begun go on as they are.',
  removed: 'Segment deleted',
};
