import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '../../queries/holidays.ts';
import classes from './calendar-page.module.css';

const kinds = ['business', 'closed', 'holiday', 'own'] as const;
type Kind = (typeof kinds)[number];

/** The year at a glance. What the colours mean stands below; which days they are, in the list. */
export function YearGrid({ days, year }: { days: CalendarDay[]; year: number }) {
  const { t, i18n } = useTranslation('calendar');
  const monthName = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' });
  const months = [...new Set(days.map(({ date }) => date.slice(0, 7)))];
  return (
    <>
      <div className={classes.months} role="img" aria-label={t('grid', { year })}>
        {months.map((month) => (
          <div key={month}>
            <p className={classes.month}>{monthName.format(new Date(`${month}-15T12:00:00Z`))}</p>
            <div className={classes.days}>
              {days
                .filter(({ date }) => date.startsWith(month))
                .map((day, index) => (
                  <span
                    key={day.date}
                    className={classes.day}
                    data-kind={kindOf(day)}
                    title={day.holidays.map(({ name }) => name).join(', ') || undefined}
                    style={index === 0 ? { gridColumnStart: weekdayOf(day.date) } : undefined}
                  >
                    {Number(day.date.slice(8))}
                  </span>
                ))}
            </div>
          </div>
        ))}
      </div>
      <div className={classes.legend}>
        {kinds.map((kind) => (
          <span key={kind}>
            <i className={classes.day} data-kind={kind} />
            {t(`legend.${kind}`)}
          </span>
        ))}
      </div>
    </>
  );
}

function kindOf({ holidays, businessDay }: CalendarDay): Kind {
  if (holidays.some(({ source }) => source === 'own')) return 'own';
  if (holidays.length > 0) return 'holiday';
  return businessDay ? 'business' : 'closed';
}

/** The column of a date in a week that begins on Sunday, from 1. */
function weekdayOf(date: string): number {
  return new Date(`${date}T12:00:00Z`).getUTCDay() + 1;
}
