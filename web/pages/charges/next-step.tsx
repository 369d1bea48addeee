import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { useStepName } from '../../ladder/use-step-name.ts';
import type { Charge } from '../../queries/charges.ts';
import { StepStateMark } from '../../states/state.tsx';

/** The next thing that will happen to a charge and when, or what would happen if nothing held it. */
export function NextStep({ charge: { nextStep, ladder, dueDate } }: { charge: Charge }) {
  const { t } = useTranslation('charges');
  const { moment } = useWhen();
  const nameOf = useStepName(dueDate);
  const held = ladder.find(({ state }) => state === 'held');
  if (nextStep === null && held !== undefined) {
    return (
      <>
        {nameOf(held)}
        <Text component="div" size="xs">
          <StepStateMark state="held" reason={held.reason} brief />
        </Text>
      </>
    );
  }
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
