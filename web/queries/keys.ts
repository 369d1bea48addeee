import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

const readKeys = () => answerOf(api.v1['api-keys'].$get({ query: { limit: '500' } }));

export type ApiKey = Awaited<ReturnType<typeof readKeys>>['items'][number];

/** The keys of integrations, the revoked too. */
export const keysQuery = queryOptions({ queryKey: ['api-keys'], queryFn: async () => (await readKeys()).items });
