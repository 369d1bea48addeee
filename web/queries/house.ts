import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

/** For what the live line also tells of: a safety net while it is down. */
const often = 60_000;

const readSettings = () => answerOf(api.v1.settings.$get());

export type Settings = Awaited<ReturnType<typeof readSettings>>;

/** The settings of the house: the state of the service, windows, default gateways. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: readSettings,
  refetchInterval: often,
});

/** Since when everything is paused, and what would become of the texts that wait if it were resumed now. */
export const pauseQuery = queryOptions({ queryKey: ['pause'], queryFn: () => answerOf(api.v1.settings.pause.$get()) });

export const gatewaysQuery = queryOptions({
  queryKey: ['gateways'],
  queryFn: async () => (await answerOf(api.v1.gateways.$get({ query: { limit: '100' } }))).items,
  refetchInterval: often,
});

/** Those that are not retired: what may be chosen, and what shines. */
export const gatewaysInUseQuery = queryOptions({
  ...gatewaysQuery,
  select: (all) => all.filter(({ retiredAt }) => retiredAt === null),
});

export const unitsQuery = queryOptions({
  queryKey: ['units'],
  queryFn: async () => (await answerOf(api.v1.units.$get({ query: { limit: '500' } }))).items,
  staleTime: 60_000,
});

/** More than these are not told apart. */
export const mostAlerts = 500;

/** What needs a person now, newest first. */
export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: async () => (await answerOf(api.v1.alerts.$get({ query: { limit: String(mostAlerts) } }))).items,
  refetchInterval: often,
});
