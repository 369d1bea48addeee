import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { instantAt } from '../../format/zoned.ts';
import { type Bar, Bars } from '../../parts/bars.tsx';
import { Card } from '../../parts/card.tsx';
import { calendarQuery } from '../../queries/calendar.ts';
import { unitsQuery } from '../../queries/house.ts';
import type { Today } from '../../queries/reports.ts';
import classes from './hours.module.css';

const [earliest, latest] = [8, 19];
const colors = {
  delivered: 'var(--state-delivered)',
  sent: 'var(--state-accepted)',
  failed: 'var(--state-undelivered)',
  planned: 'var(--state-planned)',
} as const;

/** The day by the hour: what left and arrived, what failed, what is still to come. Hours in which no notice may leave are shaded. */
export function Hours({ today }: { today: Today }) {
  const { t } = useTranslation('today');
  const { time, zone } = useWhen();
  const isOpen = useOpenHours(today.date);
  const known = new Map(today.hours.map(({ at, ...counts }) => [Number(time(at).slice(0, 2)), counts]));
  const [first, last] = [Math.min(earliest, ...known.keys()), Math.max(latest, ...known.keys())];
  const nowHour = Number(time(new Date().toISOString()).slice(0, 2));
  const bars = Array.from({ length: last - first + 1 }, (_, index): Bar => {
    const hour = first + index;
    const { planned = 0, sent = 0, delivered = 0, failed = 0 } = known.get(hour) ?? {};
    const name = t('sentence.hour', { hour });
    return {
      key: String(hour),
      label: name,
      says: `${time(instantAt(today.date, `${String(hour).padStart(2, '0')}:00`, zone))}: ${t('hours.says', { planned, sent, delivered, failed })}`,
      parts: [
        { key: 'planned', value: planned, color: colors.planned, faint: true },
        { key: 'failed', value: failed, color: colors.failed },
        { key: 'sent', value: sent - delivered - failed, color: colors.sent },
        { key: 'delivered', value: delivered, color: colors.delivered },
      ],
      shaded: !isOpen(hour),
      ...(hour === nowHour && { now: t('hours.now') }),
    };
  });
  return (
    <Card title={t('hours.title')}>
      <Bars label={t('hours.title')} bars={bars} height={168} />
      <Legend today={today} />
    </Card>
  );
}

function Legend({ today: { date, totals } }: { today: Today }) {
  const { t } = useTranslation('today');
  const day = { de: date, ate: date };
  const lines = [
    { what: 'delivered', count: totals.delivered, search: { ...day, estado: 'delivered' } },
    { what: 'sent', count: totals.sent - totals.delivered - totals.failed, search: { ...day, estado: 'accepted' } },
    { what: 'failed', count: totals.failed, search: { ...day, estado: 'undelivered' } },
    { what: 'planned', count: totals.planned, search: { estado: 'queued' } },
  ] as const;
  return (
    <ul className={classes.legend}>
      {lines
        .filter(({ count }) => count > 0)
        .map(({ what, count, search }) => (
          <li key={what} style={{ color: colors[what] }} data-faint={what === 'planned' || undefined}>
            <Link to="/mensagens" search={search}>
              {t(`hours.${what}`, { count })}
            </Link>
          </li>
        ))}
    </ul>
  );
}

/** Whether a notice may leave in an hour of this day, at the oldest unit. Until that is known every hour is. */
function useOpenHours(date: string): (hour: number) => boolean {
  const unit = useQuery(unitsQuery).data?.at(-1)?.id;
  const { data } = useQuery({ ...calendarQuery({ unit: unit ?? '', from: date, to: date }), enabled: unit !== undefined });
  const windows = data?.days[0]?.windows;
  if (windows === undefined) return () => true;
  const spans = [...windows.collection, ...windows.informative].map((span) =>
    span.split('-').map((clock) => Number(clock.slice(0, 2)) + Number(clock.slice(3)) / 60),
  );
  return (hour) => spans.some(([from = 0, to = 24]) => hour + 1 > from && hour < to);
}
