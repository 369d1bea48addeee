import { useTranslation } from 'react-i18next';
import type { Gateway } from '../../queries/gateways.ts';

const usual = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

/** Texts a second that a gateway lets pass; null: it has no limit. */
export function gatewayPace(gateway: Pick<Gateway, 'quantity' | 'intervalSeconds'> | undefined): number | null {
  return gateway === undefined || gateway.quantity === null ? null : gateway.quantity / gateway.intervalSeconds;
}

/** The rates that a slider stops at, slowest first; null at the end: as fast as the gateway. */
export function paceStops(gateway: number | null, own: number | null): (number | null)[] {
  const below = usual.filter((pace) => gateway === null || pace < gateway);
  const all = own === null || below.includes(own) ? below : [...below, own].toSorted((a, b) => a - b);
  return [...all, null];
}

/** A rate in words: `2 por segundo`, `1 a cada 5 s`; null is no limit. */
export function usePaceWords(): (perSecond: number | null) => string {
  const { t, i18n } = useTranslation('gateways');
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (perSecond) => {
    if (perSecond === null) return t('rate.unlimited');
    if (perSecond >= 1) return t('rate.perSecond', { number: number.format(perSecond) });
    const seconds = 1 / perSecond;
    return seconds < 120
      ? t('rate.oneEvery', { number: number.format(seconds) })
      : t('rate.oneEveryMinutes', { number: number.format(seconds / 60) });
  };
}
