import { useTranslation } from 'react-i18next';

/** How long something takes, in the largest unit that fits: `40 segundos`, `12 minutos`, `3 horas`. */
export function useDurationWords(): (seconds: number) => string {
  const { t } = useTranslation('campaigns');
  return (seconds) => {
    if (seconds < 90) return t('duration.seconds', { count: Math.max(1, Math.round(seconds)) });
    if (seconds < 5_400) return t('duration.minutes', { count: Math.round(seconds / 60) });
    return t('duration.hours', { count: Math.round(seconds / 3_600) });
  };
}
