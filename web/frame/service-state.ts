import type { Settings } from '../queries/house.ts';

export const serviceStates = ['on', 'paused', 'shadow', 'off'] as const;
export type ServiceState = (typeof serviceStates)[number];

/** How the service stands, as a person sees it: what is paused says so, unless it is off anyway. */
export function serviceStateOf({ service, paused }: Pick<Settings, 'service' | 'paused'>): ServiceState {
  return paused && service !== 'off' ? 'paused' : service;
}
