import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';
import { pagedQuery } from './pages.ts';

const readExemptions = (query: { chargeId?: string; customerId?: string }) =>
  answerOf(api.v1.exemptions.$get({ query: { ...query, active: 'true', limit: '50' } }));

const readHolds = (query: Record<string, string>) => answerOf(api.v1.holds.$get({ query: { ...query, active: 'true' } }));

export type Hold = Awaited<ReturnType<typeof readHolds>>['items'][number];

/** What is held now, newest first. */
export const holdsQuery = pagedQuery(['holds'], readHolds);

export type Exemption = Awaited<ReturnType<typeof readExemptions>>['items'][number];

type Preview = Parameters<typeof api.v1.holds.preview.$post>[0]['json'];

/** Whom a hold of many would stop, and how many notices of theirs until its end. */
export function holdPreviewQuery(asked: { filter: Preview['scope']['filter']; until: string | null }) {
  const { filter, until } = asked;
  return queryOptions({
    queryKey: ['hold-preview', asked],
    queryFn: () => answerOf(api.v1.holds.preview.$post({ json: { scope: { filter }, until } })),
    placeholderData: keepPreviousData,
  });
}

/** What is held now of a customer and of each of their charges, newest first. */
export function holdsOfCustomerQuery(customerId: string) {
  return queryOptions({ queryKey: ['holds', { customerId }], queryFn: async () => (await readHolds({ customerId, limit: '50' })).items });
}

/** What keeps a charge or a customer from being chased or blocked, now. */
export function exemptionsQuery(about: { chargeId: string } | { customerId: string }) {
  return queryOptions({ queryKey: ['exemptions', about], queryFn: async () => (await readExemptions(about)).items });
}
