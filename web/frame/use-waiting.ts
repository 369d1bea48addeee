import { useQuery } from '@tanstack/react-query';
import { alertsQuery } from '../queries/house.ts';
import { todayQuery } from '../queries/reports.ts';
import { mattersOf } from './waiting.ts';

/** How many things wait for a person. Undecided texts count once they have been asked about: their count costs more than the alerts. */
export function useWaitingCount(): number {
  const { data: alerts = [] } = useQuery(alertsQuery);
  const { data: today } = useQuery({ ...todayQuery, enabled: false });
  return mattersOf(alerts).length + (today !== undefined && today.undecided > 0 ? 1 : 0);
}
