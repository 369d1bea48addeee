import { useTranslation } from 'react-i18next';
import { useWhen } from '../format/when.ts';
import { useStepWord } from '../states/step-word.ts';
import { isAhead, isPassedOver, type LadderStep } from './step.ts';

/** What is said under a step's name: when it will go, or what became of it. */
export function useStepWords(): (step: LadderStep) => { word: string; said: string } {
  const { t } = useTranslation('states');
  const { moment, day, localDate } = useWhen();
  const wordOf = useStepWord();
  return (step) => {
    const word = step.message !== null && !isAhead(step) && !isPassedOver(step) ? t(`message.${step.message}`) : wordOf(step);
    if (step.state === 'planned') return { word, said: moment(step.at) };
    if (isPassedOver(step) || step.state === 'held') return { word, said: word };
    return { word, said: `${word} ${day(localDate(step.at))}` };
  };
}
