import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import type { TimelineStep } from '../../queries/charges.ts';

const units = ['days', 'hours', 'minutes'] as const;

/** The rule of a step in words: `15 dias depois do aviso comprovado, de qui 03/12`. Null where the ladder has no such rule any more. */
export function useBasisWords(): (step: Pick<TimelineStep, 'basis'>) => string | null {
  const { t } = useTranslation('charges');
  const { day, localDate } = useWhen();
  return ({ basis }) => {
    if (basis === null) return null;
    const of = t(`basis.of.${basis.from}`);
    const unit = units.find((each) => (basis.offset[each] ?? 0) !== 0);
    const amount = unit === undefined ? 0 : (basis.offset[unit] ?? 0);
    const words =
      unit === undefined
        ? t('basis.atOnce', { of })
        : t(`basis.${amount < 0 ? 'before' : 'after'}.${unit}`, { count: Math.abs(amount), of });
    if (basis.at === null) return words;
    return t('basis.dated', { words, date: day(basis.at.length > 10 ? localDate(basis.at) : basis.at) });
  };
}
