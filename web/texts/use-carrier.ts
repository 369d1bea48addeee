import { useQuery } from '@tanstack/react-query';
import type { Gateway } from '../queries/gateways.ts';
import { gatewaysQuery, settingsQuery } from '../queries/house.ts';

/** The gateway that a text would leave by: the one that is named, else the default for notices or campaigns. */
export function useCarrierGateway(use: 'notices' | 'campaigns', gatewayId: string | null): Gateway | undefined {
  const gateways = useQuery(gatewaysQuery).data ?? [];
  const defaults = useQuery(settingsQuery).data?.defaultGateways;
  const wanted = gatewayId ?? (use === 'campaigns' ? (defaults?.campaigns ?? defaults?.notices) : defaults?.notices);
  return gateways.find(({ id }) => id === wanted);
}
