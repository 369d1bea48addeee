import { useQuery } from '@tanstack/react-query';
import { alertsQuery } from '../queries/house.ts';
import { todayQuery } from '../queries/reports.ts';
import { mattersOf } from './waiting.ts';

/**
 * What waits for a person, by the page that shows it: matters, and replies to read. What the day tells counts once it was asked about: that
 * costs more than the alerts.
 */
export function useWaitingCounts(): { today: number; replies: number } {
  const { data: alerts = [] } = useQuery(alertsQuery);
  const { data: today } = useQuery({ ...todayQuery, enabled: false });
  const { undecided = 0, unread = 0 } = today ?? {};
  return { today: mattersOf(alerts).length + Math.min(1, undecided) + Math.min(1, unread), replies: unread };
}
