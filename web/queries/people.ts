import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

const readPeople = () => answerOf(api.v1.users.$get({ query: { limit: '500' } }));
const readSessions = (id: string) => answerOf(api.v1.users[':id'].sessions.$get({ param: { id } }));

export type Person = Awaited<ReturnType<typeof readPeople>>['items'][number];
export type SignedInSession = Awaited<ReturnType<typeof readSessions>>['items'][number];

/** The staff of the house, the disabled too. */
export const peopleQuery = queryOptions({ queryKey: ['people'], queryFn: async () => (await readPeople()).items });

/** Where a person is signed in. */
export function sessionsOfQuery(id: string) {
  return queryOptions({ queryKey: ['people', id, 'sessions'], queryFn: async () => (await readSessions(id)).items });
}
