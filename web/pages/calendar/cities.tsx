import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import type { CalendarYear } from '../../queries/holidays.ts';
import classes from './calendar-page.module.css';
import { type HolidayWish, newWish } from './holiday-wish.ts';

type Props = { cities: CalendarYear['citiesWithoutHolidays']; year: number; onAdd: ((wish: HolidayWish) => void) | null };

/** Cities whose own holidays nobody has told, those with most customers first. */
export function Cities({ cities, year, onAdd }: Props) {
  const { t } = useTranslation('calendar');
  if (cities.length === 0) {
    return (
      <Card title={t('cities.title')}>
        <Text c="dimmed">{t('cities.all')}</Text>
      </Card>
    );
  }
  return (
    <Card title={t('cities.title')}>
      <Text c="var(--warn)" mb="sm">
        {t('cities.says')}
      </Text>
      <ul className={classes.cities}>
        {cities.map(({ city, state, customers, ofUnit }) => (
          <li key={`${city} ${state}`}>
            <Text>
              <strong>
                {city}, {state}
              </strong>{' '}
              <Text span c="dimmed">
                {[t('cities.customers', { count: customers }), ...(ofUnit ? [t('cities.ofUnit')] : [])].join('; ')}
              </Text>
            </Text>
            {onAdd !== null && (
              <Button variant="default" size="xs" onClick={() => onAdd(newWish({ date: `${year}-01-01`, scope: { city, state } }))}>
                {t('cities.add')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
