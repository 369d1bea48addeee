import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { type Column, Records } from '../../parts/records.tsx';
import type { CalendarDay, HolidayScope, SaidHoliday } from '../../queries/holidays.ts';
import type { Unit } from '../../queries/units.ts';
import classes from './calendar-page.module.css';
import { type HolidayWish, wishOf } from './holiday-wish.ts';

type Row = { date: string; holiday: SaidHoliday };
type Props = { days: CalendarDay[]; units: Unit[]; onEdit: ((wish: HolidayWish) => void) | null };

/** Every holiday of the year that counts at the unit: who said it, and what it changes. */
export function HolidayList({ days, units, onEdit }: Props) {
  const { t } = useTranslation('calendar');
  const { day } = useWhen();
  const placeOf = usePlaceWords(units);
  const rows = days.flatMap(({ date, holidays }) => holidays.map((holiday): Row => ({ date, holiday })));
  if (rows.length === 0) return <Text c="dimmed">{t('list.none')}</Text>;
  const columns: Column<Row>[] = [
    { key: 'date', title: t('list.columns.date'), phone: 'side', cell: ({ date }) => <span className={classes.quiet}>{day(date)}</span> },
    { key: 'name', title: t('list.columns.name'), phone: 'top', cell: ({ holiday }) => holiday.name },
    {
      key: 'place',
      title: t('list.columns.place'),
      cell: ({ holiday }) => (
        <span className={classes.quiet}>
          {placeOf(holiday.scope)}, {t(`list.source.${holiday.source}`)}
        </span>
      ),
    },
    {
      key: 'does',
      title: t('list.columns.does'),
      cell: ({ holiday }) => <span className={classes.quiet}>{t(`list.${effectOf(holiday)}`)}</span>,
    },
    ...(onEdit === null
      ? []
      : [
          {
            key: 'edit',
            title: t('list.columns.edit'),
            cell: ({ date, holiday }: Row) => (
              <Button variant="subtle" size="compact-sm" onClick={() => onEdit(wishOf(date, holiday))}>
                {t('list.edit')}
              </Button>
            ),
          },
        ]),
  ];
  const label = t('list.columns.name');
  return (
    <Records label={label} columns={columns} rows={rows} keyOf={({ date, holiday }) => `${date} ${holiday.name} ${holiday.holidayId}`} />
  );
}

function usePlaceWords(units: Unit[]): (scope: HolidayScope) => string {
  const { t } = useTranslation('calendar');
  return (scope) => {
    if (scope === 'country') return t('list.country');
    if ('unit' in scope) return units.find(({ id }) => id === scope.unit)?.name ?? t('list.unit');
    return 'city' in scope ? `${scope.city}, ${scope.state}` : scope.state;
  };
}

function effectOf({ business, sending }: SaidHoliday): 'both' | 'business' | 'sending' | 'neither' {
  if (business) return sending ? 'both' : 'business';
  return sending ? 'sending' : 'neither';
}
