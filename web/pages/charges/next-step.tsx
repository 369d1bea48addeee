import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { useStepName } from '../../ladder/use-step-name.ts';
import type { Charge } from '../../queries/charges.ts';

/** The next thing that will happen to a charge, and when. */
export function NextStep({ charge: { nextStep, dueDate } }: { charge: Charge }) {
  const { t } = useTranslation('charges');
  const { moment } = useWhen();
  const nameOf = useStepName(dueDate);
  if (nextStep === null) {
    return (
      <Text c="dimmed" size="sm">
        {t('list.nothingAhead')}
      </Text>
    );
  }
  return (
    <>
      {nameOf(nextStep)}
      <Text c="dimmed" size="xs">
        {moment(nextStep.sendsAt)}
      </Text>
    </>
  );
}
