import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import type { Template } from '../../queries/templates.ts';

/** Removes a template that nothing names; what names it is said by the API. */
export function DeleteButton({ template: { id, name } }: { template: Template }) {
  const { t } = useTranslation('templates');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const removal = useMutation({
    mutationFn: () => answerOf(api.v1.templates[':id'].$delete({ param: { id } })),
    onSuccess: async () => {
      await navigate({ to: '/templates' });
      await queryClient.invalidateQueries({ queryKey: ['templates'] });
      done(t('deleted'));
    },
  });
  return (
    <ConfirmButton
      title={t('deleteTitle', { name })}
      says={t('deleteSays')}
      confirm={t('delete')}
      mutation={removal}
      act={() => removal.mutate()}
      dangerous
      target={
        <Button variant="subtle" color="red" c="var(--mantine-color-error)">
          {t('delete')}
        </Button>
      }
    />
  );
}
