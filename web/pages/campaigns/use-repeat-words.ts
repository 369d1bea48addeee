import { useTranslation } from 'react-i18next';
import type { Repeat } from '../../../domain/campaign.ts';

/** A Sunday. */
const anySunday = Date.UTC(2026, 10, 1, 12);
const dayMs = 86_400_000;

/** The days of the week in short, Sunday first, as a campaign counts them. */
export function useWeekdays(): string[] {
  const { i18n } = useTranslation();
  const short = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => short.format(anySunday + day * dayMs).replace('.', ''));
}

/** When a campaign repeats, in words: `todo mês, no dia 5, às 09:00`. */
export function useRepeatWords(): (repeat: Repeat) => string {
  const { t, i18n } = useTranslation('campaigns');
  const weekdays = useWeekdays();
  const and = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return (repeat) => {
    const { time } = repeat;
    switch (repeat.every) {
      case 'day':
        return t('repeat.words.day', { time });
      case 'week':
        return t('repeat.words.week', { time, days: and.format(repeat.weekdays.map((day) => weekdays[day] ?? '')) });
      case 'month':
        return t('repeat.words.month', { time, day: repeat.day });
    }
  };
}
