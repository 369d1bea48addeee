import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

const mostOfEach = '6';

export type SearchAnswer = Awaited<ReturnType<typeof search>>;

/** Customers and charges that fit a few letters or digits. */
export function searchQuery(text: string) {
  return queryOptions({
    queryKey: ['search', text],
    queryFn: () => search(text),
    enabled: text.length >= 2,
    placeholderData: keepPreviousData,
  });
}

async function search(q: string) {
  const [customers, charges] = await Promise.all([
    answerOf(api.v1.customers.$get({ query: { q, limit: mostOfEach } })),
    answerOf(api.v1.charges.$get({ query: { q, limit: mostOfEach } })),
  ]);
  return { customers: customers.items, charges: charges.items };
}

/** Campaigns with these letters in their name. */
export function campaignSearchQuery(q: string) {
  return queryOptions({
    queryKey: ['search', 'campaigns', q],
    queryFn: async () => (await answerOf(api.v1.campaigns.$get({ query: { q, kind: 'campaign', limit: mostOfEach } }))).items,
    enabled: q.length >= 2,
    placeholderData: keepPreviousData,
  });
}
