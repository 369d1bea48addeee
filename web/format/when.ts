import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useZone } from './zone.tsx';

export type When = ReturnType<typeof wordsOfTime>;

/** Dates and hours in the reader's language and in the zone of the place. Instants are ISO 8601, dates `YYYY-MM-DD`. */
export function useWhen(): When {
  const { i18n, t } = useTranslation('common');
  const zone = useZone();
  const language = i18n.language;
  return useMemo(
    () => wordsOfTime(language, zone, { today: t('time.today'), yesterday: t('time.yesterday'), tomorrow: t('time.tomorrow') }),
    [language, zone, t],
  );
}

/** Nearer dates are told apart by day and month alone. */
const daysWithoutYear = 300;

type RelativeDays = { today: string; yesterday: string; tomorrow: string };

export function wordsOfTime(language: string, zone: string, relative: RelativeDays, now: () => Date = () => new Date()) {
  // Day before month in every language, as on everything else in the house.
  const locale = language === 'en' ? 'en-GB' : language;
  const formatter = (options: Intl.DateTimeFormatOptions, timeZone = zone) => new Intl.DateTimeFormat(locale, { ...options, timeZone });
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const clock = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const clockWithSeconds = formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const short = formatter({ day: '2-digit', month: '2-digit' }, 'UTC');
  const shortWithYear = formatter({ day: '2-digit', month: '2-digit', year: 'numeric' }, 'UTC');
  const weekday = formatter({ weekday: 'short' }, 'UTC');
  const long = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, 'UTC');
  const noon = (date: string) => new Date(`${date}T12:00:00Z`);
  const localDate = (instant: string | Date) => local.format(typeof instant === 'string' ? new Date(instant) : instant);
  const today = () => localDate(now());

  const dayAndMonth = (iso: string) => short.format(noon(iso));
  const date = (iso: string) =>
    Math.abs(daysBetween(today(), iso)) < daysWithoutYear ? dayAndMonth(iso) : shortWithYear.format(noon(iso));
  const day = (iso: string) => `${weekday.format(noon(iso)).replace('.', '')} ${date(iso)}`;
  const time = (instant: string) => clock.format(new Date(instant));
  /** `hoje 09:00`, `amanhã 09:00`, else `seg 14/12 09:00`. */
  const moment = (instant: string) => {
    const on = localDate(instant);
    const near: Record<number, string> = { [-1]: relative.yesterday, 0: relative.today, 1: relative.tomorrow };
    return `${near[daysBetween(today(), on)] ?? day(on)} ${time(instant)}`;
  };

  return {
    zone,
    dayAndMonth,
    /** `07/12`, with the year when it is far away. */
    date,
    /** `seg 07/12`. */
    day,
    /** `09:00`. */
    time,
    timeWithSeconds: (instant: string) => clockWithSeconds.format(new Date(instant)),
    moment,
    /** `quarta-feira, 9 de dezembro de 2026`. */
    longDate: (iso: string) => long.format(noon(iso)),
    /** The calendar day at the place. */
    localDate,
    today,
  };
}

/** Calendar days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The date so many days later. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
