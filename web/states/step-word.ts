import { useTranslation } from 'react-i18next';
import type { StepState } from '../../domain/states.ts';
import { awaitedBy, lacksContact } from './look.ts';

/** The one word of a step's state. What waits for the proof of a warning is not called held: nobody has stopped it. */
export function useStepWord(): (step: { state: StepState; reason: string | null }) => string {
  const { t } = useTranslation('states');
  return (step) => {
    if (lacksContact(step)) return t('step.unreachable');
    const awaited = awaitedBy(step);
    return awaited === null ? t(`step.${step.state}`) : t(`stepAwaits.${awaited}`);
  };
}
