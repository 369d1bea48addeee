import { useTranslation } from 'react-i18next';
import type { StepEvent } from '../../domain/states.ts';

/** What an event is called at its distance in days from the due date: `3 dias antes`, `Vencimento`, `Aviso de bloqueio`. */
export function useEventName(): (step: { event: StepEvent; days: number | null }) => string {
  const { t } = useTranslation('ladder');
  const { t: tState } = useTranslation('states');
  return ({ event, days }) => {
    if (event !== 'due' || days === null || days === 0) return tState(`event.${event}`);
    return days < 0 ? t('daysBefore', { count: -days }) : t('daysAfter', { count: days });
  };
}
