import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

/** Where I am signed in. */
export const mySessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: async () => (await answerOf(api.v1.me.sessions.$get())).items,
});
