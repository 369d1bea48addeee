import { useTranslation } from 'react-i18next';

/** A rate in words: `5 a cada 5 s = 1 por segundo`. */
export function useRateWords(): (rate: { quantity: number | null; intervalSeconds: number }) => string {
  const { t, i18n } = useTranslation('gateways');
  return ({ quantity, intervalSeconds }) => {
    if (quantity === null) return t('rate.unlimited');
    const perSecond = quantity / intervalSeconds;
    const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
    const average =
      perSecond >= 1
        ? t('rate.perSecond', { number: number.format(perSecond) })
        : t('rate.oneEvery', { number: number.format(intervalSeconds / quantity) });
    return t('rate.words', { quantity, seconds: intervalSeconds, average });
  };
}
