import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { done } from '../../parts/done.ts';
import { settingsQuery } from '../../queries/house.ts';

/** What a gateway can be the usual one for. */
export const gatewayUses = ['notices', 'campaigns', 'manual', 'email'] as const;

const readSettings = () => answerOf(api.v1.settings.$get());
type Settings = Awaited<ReturnType<typeof readSettings>>;

export type Ways = Pick<Settings, 'defaultGateways' | 'gatewayRoutes'>;
export type GatewayRoute = Ways['gatewayRoutes'][number];

export const routeFields = ['purposes', 'prefixes', 'gatewayIds'] as const;
export type RouteField = (typeof routeFields)[number];

/** Keeps the usual gateways and all routes in one write: a route is judged beside the others. */
export function useSavedWays(onDone: () => void) {
  const { t } = useTranslation('gateways');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ways: Ways) => answerOf(api.v1.settings.$patch({ json: ways })),
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      done(t('ways.saved'));
      onDone();
    },
  });
}
