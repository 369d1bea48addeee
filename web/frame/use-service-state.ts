import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from '../queries/house.ts';
import { type ServiceState, serviceStateOf } from './service-state.ts';

/** How the service stands; on until that is known. */
export function useServiceState(): ServiceState {
  const settings = useQuery(settingsQuery).data;
  return settings === undefined ? 'on' : serviceStateOf(settings);
}
