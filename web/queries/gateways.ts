import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

const readGateway = (id: string) => answerOf(api.v1.gateways[':id'].$get({ param: { id } }));
const readServices = () => answerOf(api.v1['gateway-services'].$get());

const readGatewayUses = (id: string) => answerOf(api.v1.gateways[':id'].uses.$get({ param: { id } }));

export type Gateway = Awaited<ReturnType<typeof readGateway>>;
export type GatewayService = Awaited<ReturnType<typeof readServices>>['items'][number];
export type GatewayUses = Awaited<ReturnType<typeof readGatewayUses>>;
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

/** What names a gateway and what waits on it. */
export function gatewayUsesQuery(id: string) {
  return queryOptions({ queryKey: ['gateway', id, 'uses'], queryFn: () => readGatewayUses(id), staleTime: 0 });
}

export const deleteGateway = (id: string) => answerOf(api.v1.gateways[':id'].$delete({ param: { id } }));
export const retireGateway = (id: string) => answerOf(api.v1.gateways[':id'].retirement.$post({ param: { id } }));
export const bringBackGateway = (id: string) => answerOf(api.v1.gateways[':id'].retirement.$delete({ param: { id } }));
export const renewHooks = (id: string) => answerOf(api.v1.gateways[':id'].hooks.$post({ param: { id } }));

export function readBalance(id: string) {
  return answerOf(api.v1.gateways[':id'].balance.$get({ param: { id } }));
}
