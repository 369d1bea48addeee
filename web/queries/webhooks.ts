import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';
import { pagedQuery } from './pages.ts';

const readWebhooks = () => answerOf(api.v1.webhooks.$get({ query: { limit: '100' } }));
const readDeliveries = (query: Record<string, string>) => answerOf(api.v1['webhook-deliveries'].$get({ query }));

export type Webhook = Awaited<ReturnType<typeof readWebhooks>>['items'][number];
export type Delivery = Awaited<ReturnType<typeof readDeliveries>>['items'][number];
export type DeliveryState = Delivery['state'];

/** Who is told of what happens here. */
export const webhooksQuery = queryOptions({ queryKey: ['webhooks'], queryFn: async () => (await readWebhooks()).items });

/** What one of them was told, newest first; asked again while something is on its way. */
export function deliveriesQuery(webhookId: string, state: DeliveryState | undefined) {
  return {
    ...pagedQuery(['webhooks', webhookId, 'deliveries', state ?? 'all'], (page) =>
      readDeliveries({ webhookId, ...(state !== undefined && { state }), ...page }),
    ),
    refetchInterval: 5_000,
  };
}
