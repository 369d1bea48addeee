import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { useCalendarAnew } from './use-calendar-anew.ts';

/** The entries of the year before, once more. */
export function CopyButton({ toYear }: { toYear: number }) {
  const { t } = useTranslation('calendar');
  const anew = useCalendarAnew();
  const fromYear = toYear - 1;
  const copy = useMutation({
    mutationFn: () => answerOf(api.v1.holidays.copy.$post({ json: { fromYear, toYear } })),
    onSuccess: async ({ created }) => {
      await anew();
      done(t('copied', { count: created }));
    },
  });
  return (
    <ConfirmButton
      target={<Button variant="default">{t('copy', { year: fromYear })}</Button>}
      title={t('copyTitle', { from: fromYear, to: toYear })}
      says={t('copySays')}
      confirm={t('copy', { year: fromYear })}
      mutation={copy}
      act={(onSuccess) => copy.mutate(undefined, { onSuccess })}
    />
  );
}
