import { useTranslation } from 'react-i18next';
import { useWhen } from './when.ts';

type Stop = { until: string | null; resumesAt?: string | null };

/** Until when something is stopped: its last whole day and the one on which it goes on (`até dom 29/11, volta em ter 01/12`), or the hour that was named. */
export function useUntil(): (stop: Stop) => string {
  const { t } = useTranslation('charges');
  const { day, localDate, moment, time } = useWhen();
  return ({ until, resumesAt = until }) => {
    if (until === null || resumesAt === null) return t('stops.noEnd');
    if (time(until) !== '00:00') return t('stops.until', { when: moment(resumesAt) });
    return t('stops.untilDay', { day: day(localDate(justBefore(until))), resumes: day(localDate(resumesAt)) });
  };
}

/** A stop that ends at midnight is for the day before. */
function justBefore(instant: string): Date {
  return new Date(Date.parse(instant) - 1);
}
