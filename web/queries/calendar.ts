import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

/** The days of a unit: business days, windows, holidays. */
export function calendarQuery(asked: { unit: string; from: string; to: string; state?: string; city?: string }) {
  return queryOptions({
    queryKey: ['calendar', asked],
    queryFn: () => answerOf(api.v1.calendar.$get({ query: asked })),
    staleTime: 300_000,
  });
}
