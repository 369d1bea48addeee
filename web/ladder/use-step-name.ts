import { useTranslation } from 'react-i18next';
import { daysBetween, useWhen } from '../format/when.ts';
import type { LadderStep } from './step.ts';

/** What a step is called on this charge: `3 dias antes`, `Vencimento`, `Aviso de bloqueio`. */
export function useStepName(dueDate: string): (step: Pick<LadderStep, 'event' | 'plannedFor'>) => string {
  const { t } = useTranslation('ladder');
  const { t: tState } = useTranslation('states');
  const { localDate } = useWhen();
  return ({ event, plannedFor }) => {
    if (event !== 'due') return tState(`event.${event}`);
    const days = daysBetween(dueDate, localDate(plannedFor));
    if (days === 0) return tState('event.due');
    return days < 0 ? t('daysBefore', { count: -days }) : t('daysAfter', { count: days });
  };
}
