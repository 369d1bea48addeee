import { daysBetween, useWhen } from '../format/when.ts';
import type { LadderStep } from './step.ts';
import { useEventName } from './use-event-name.ts';

/** What a step is called on this charge: `3 dias antes`, `Vencimento`, `Aviso de bloqueio`. */
export function useStepName(dueDate: string): (step: Pick<LadderStep, 'event' | 'plannedFor'>) => string {
  const { localDate } = useWhen();
  const nameOf = useEventName();
  return ({ event, plannedFor }) => nameOf({ event, days: daysBetween(dueDate, localDate(plannedFor)) });
}
