import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeSavedFilter, createSavedFilter, deleteSavedFilter } from '../queries/saved-filters.ts';

/** Keeps the filter of a page under a name. */
export const useNewSavedFilter = () => useSavedFilterWrite(createSavedFilter);

/** Another name, or others have it too. */
export const useChangedSavedFilter = () => useSavedFilterWrite(changeSavedFilter);

/** Forgets a filter; what it showed stays. */
export const useForgottenSavedFilter = () => useSavedFilterWrite(deleteSavedFilter);

function useSavedFilterWrite<Input, Answer>(write: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: write, onSuccess: () => queryClient.invalidateQueries({ queryKey: ['saved-filters'] }) });
}
