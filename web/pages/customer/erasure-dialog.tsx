import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { ConfirmDialog } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import type { Customer } from '../../queries/customers.ts';

/** Takes a person out of the records, for good, and says before what stays. */
export function ErasureDialog({ customer: { id, name }, opened, onClose }: { customer: Customer; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const queryClient = useQueryClient();
  const erasure = useMutation({
    mutationFn: () => answerOf(api.v1.customers[':id'].erasure.$post({ param: { id } })),
    onSuccess: async () => {
      await Promise.all(
        ['customer', 'customers', 'charge', 'charges', 'messages'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
      );
      done(t('erasure.done'));
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('erasure.title', { name })}
      says={t('erasure.says')}
      confirm={t('erasure.confirm')}
      mutation={erasure}
      act={(onSuccess) => erasure.mutate(undefined, { onSuccess })}
      dangerous
    />
  );
}
