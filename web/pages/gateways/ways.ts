import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { done } from '../../parts/done.ts';
import { type Settings, settingsQuery } from '../../queries/house.ts';

/** What a gateway can be the usual one for. */
export const gatewayUses = ['notices', 'campaigns', 'manual', 'email'] as const;

export type Ways = Pick<Settings, 'defaultGateways' | 'gatewayRoutes'>;
export type GatewayRoute = Ways['gatewayRoutes'][number];

export const routeFields = ['purposes', 'prefixes', 'gatewayIds'] as const;
export type RouteField = (typeof routeFields)[number];

/** Keeps the usual gateways and all routes in one write: a route is judged beside the others. */
export function useSavedWays(readAt: string | null, onDone: () => void) {
  const { t } = useTranslation('gatewaySetup');
  const queryClient = useQueryClient();
  const edit = useUnchangedSince(readAt);
  return useMutation({
    mutationFn: (json: Ways) => edit((query) => answerOf(api.v1.settings.$patch({ query, json }))),
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      done(t('ways.saved'));
      onDone();
    },
  });
}
