import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

const readGateway = (id: string) => answerOf(api.v1.gateways[':id'].$get({ param: { id } }));
const readServices = () => answerOf(api.v1['gateway-services'].$get());

export type Gateway = Awaited<ReturnType<typeof readGateway>>;
export type GatewayService = Awaited<ReturnType<typeof readServices>>['items'][number];
export type TestAnswer = Awaited<ReturnType<typeof sendTest>>;

export function gatewayQuery(id: string) {
  return queryOptions({ queryKey: ['gateway', id], queryFn: () => readGateway(id) });
}

/** The providers that can be spoken to, each with the form that it needs. */
export const servicesQuery = queryOptions({
  queryKey: ['gateway-services'],
  queryFn: async () => (await readServices()).items,
  staleTime: Number.POSITIVE_INFINITY,
});

/** One text now, to see what the provider answers. */
export function sendTest(id: string, json: { phone?: string; email?: string; text: string }) {
  return answerOf(api.v1.gateways[':id'].test.$post({ param: { id }, json }));
}

export function readBalance(id: string) {
  return answerOf(api.v1.gateways[':id'].balance.$get({ param: { id } }));
}
