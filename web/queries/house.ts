import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

const often = 15_000;

/** The settings of the house: the state of the service, windows, default gateways. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: () => answerOf(api.v1.settings.$get()),
  refetchInterval: often,
});

export const gatewaysQuery = queryOptions({
  queryKey: ['gateways'],
  queryFn: async () => (await answerOf(api.v1.gateways.$get({ query: { limit: '100' } }))).items,
  refetchInterval: often,
});

export const unitsQuery = queryOptions({
  queryKey: ['units'],
  queryFn: async () => (await answerOf(api.v1.units.$get({ query: { limit: '500' } }))).items,
  staleTime: 60_000,
});

/** What needs a person now. */
export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: async () => (await answerOf(api.v1.alerts.$get({ query: { limit: '100' } }))).items,
  refetchInterval: often,
});
