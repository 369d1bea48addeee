import { Button, Group, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconCalendar } from '../../parts/icons.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { calendarYearQuery } from '../../queries/holidays.ts';
import { unitsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import type { Unit } from '../../queries/units.ts';
import { Cities } from './cities.tsx';
import { CopyButton } from './copy-button.tsx';
import { HolidayDrawer } from './holiday-drawer.tsx';
import { HolidayList } from './holiday-list.tsx';
import { type HolidayWish, newWish } from './holiday-wish.ts';
import { WindowsCard } from './windows-card.tsx';
import { YearGrid } from './year-grid.tsx';

const route = getRouteApi('/configuracao/calendario');

/** Which days and hours are open, where, and who said so. */
export function CalendarPage() {
  const { t } = useTranslation('calendar');
  const { t: tFrame } = useTranslation('frame');
  const units = useQuery(unitsQuery);
  const { unidade } = route.useSearch();
  return (
    <Loaded query={units}>
      {(all) => {
        const unit = all.find(({ id }) => id === unidade) ?? all.at(-1);
        if (unit !== undefined) return <CalendarOf unit={unit} all={all} />;
        return (
          <>
            <PageHead name={tFrame('pages.calendar')} />
            <Empty
              icon={IconCalendar}
              title={t('noUnit.title')}
              action={<Button renderRoot={(props) => <Link {...props} to="/configuracao/unidades" />}>{t('noUnit.add')}</Button>}
            >
              {t('noUnit.text')}
            </Empty>
          </>
        );
      }}
    </Loaded>
  );
}

function CalendarOf({ unit, all }: { unit: Unit; all: Unit[] }) {
  const { t } = useTranslation('calendar');
  const { t: tFrame } = useTranslation('frame');
  const { today } = useWhen();
  const may = useMay();
  const { ano } = route.useSearch();
  const navigate = route.useNavigate();
  const year = /^(19|20|21)\d\d$/.test(ano ?? '') ? Number(ano) : Number(today().slice(0, 4));
  const calendar = useQuery(calendarYearQuery(unit.id, year));
  const [wish, setWish] = useState<HolidayWish | null>(null);
  const mayWrite = may('calendar:write');
  const show = (changed: { unidade?: string; ano?: string }) => void navigate({ search: (old) => ({ ...old, ...changed }), replace: true });
  return (
    <Loaded query={calendar}>
      {(found) => (
        <>
          <PageHead
            name={tFrame('pages.calendar')}
            answer={t('answer', { unit: unit.name, year, count: found.days.filter(({ holidays }) => holidays.length > 0).length })}
            actions={
              mayWrite && (
                <>
                  <CopyButton toYear={year} />
                  <Button onClick={() => setWish(newWish({ date: `${year}-01-01` }))}>{t('add')}</Button>
                </>
              )
            }
          >
            {t('says')}
          </PageHead>
          <Group mb="md" gap="xs" align="flex-end">
            {all.length > 1 && (
              <Select
                label={t('unit')}
                allowDeselect={false}
                value={unit.id}
                data={all.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(chosen) => chosen !== null && show({ unidade: chosen })}
              />
            )}
            {[year - 1, year + 1].map((other) => (
              <Button key={other} variant="default" onClick={() => show({ ano: String(other) })}>
                {other}
              </Button>
            ))}
          </Group>
          <Stack gap="md">
            <Card>
              <YearGrid days={found.days} year={year} />
            </Card>
            <Card title={t('list.title', { year })}>
              <HolidayList days={found.days} units={all} onEdit={mayWrite ? setWish : null} />
            </Card>
            <Cities cities={found.citiesWithoutHolidays} year={year} onAdd={mayWrite ? setWish : null} />
            <WindowsCard />
          </Stack>
          <HolidayDrawer wish={wish} units={all} onClose={() => setWish(null)} />
        </>
      )}
    </Loaded>
  );
}
