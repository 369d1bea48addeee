import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Permission } from '../../domain/permissions.ts';
import { answerOf, api } from '../client/api.ts';

const readMe = () => answerOf(api.v1.me.$get());

/** Who is signed in, and what that person may do. */
export const meQuery = queryOptions({ queryKey: ['me'], queryFn: readMe, staleTime: 60_000, retryOnMount: false });

/** The page of a workflow in the Temporal UI; null for whom it is not, and where the installation names none. */
export function useRun(kind: 'charge' | 'campaign' | 'gateway', id: string): string | null {
  const { data } = useQuery(meQuery);
  return data?.workflowsUrl ? data.workflowsUrl + encodeURIComponent(`${kind}:${id}`) : null;
}

/** Whether the person may do this. The API enforces it; the console only hides what would be refused. */
export function useMay(): (permission: Permission) => boolean {
  const { data } = useQuery(meQuery);
  return (permission) => data?.permissions.includes(permission) ?? false;
}
