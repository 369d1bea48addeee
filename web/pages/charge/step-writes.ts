import { useMutation, useQueryClient } from '@tanstack/react-query';
import { done } from '../../parts/done.ts';

/** A decision about one step: afterwards the charge and its steps are asked anew. */
export function useStepWrite(chargeId: string, said: string, write: () => Promise<unknown>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (_: undefined) => write(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['charge', chargeId] });
      done(said);
    },
  });
}
