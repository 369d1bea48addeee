import { useQueryClient } from '@tanstack/react-query';

/** Another calendar moves what is planned: days and charges are asked anew. */
export function useCalendarAnew(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all(['calendar', 'holidays', 'charge', 'charges'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  };
}
