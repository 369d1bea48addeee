import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { phoneShown } from '../../format/phone.ts';
import { placeOfZone } from '../../format/zone.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconBuildingStore } from '../../parts/icons.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { unitsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import type { Unit } from '../../queries/units.ts';
import { Panels } from './panels.tsx';
import { newUnit, UnitDrawer } from './unit-drawer.tsx';

const route = getRouteApi('/configuracao/unidades');

/** The offices, which give customers their place and texts their words. */
export function UnitsPage() {
  const { t } = useTranslation('units');
  const { t: tFrame } = useTranslation('frame');
  const may = useMay();
  const units = useQuery(unitsQuery);
  const { unidade } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (id: string | undefined) => void navigate({ search: { unidade: id } });
  const add = may('units:write') && <Button onClick={() => open(newUnit)}>{t('add')}</Button>;
  const columns: Column<Unit>[] = [
    {
      key: 'name',
      title: t('columns.name'),
      phone: 'top',
      cell: ({ id, name }) => (
        <Link to="/configuracao/unidades" search={{ unidade: id }}>
          {name}
        </Link>
      ),
    },
    { key: 'id', title: t('columns.id'), phone: 'side', cell: ({ id }) => id },
    {
      key: 'place',
      title: t('columns.place'),
      cell: ({ city, state }) => [city, state].filter((part) => part !== null).join(', '),
    },
    { key: 'zone', title: t('columns.zone'), phone: 'none', cell: ({ timeZone }) => placeOfZone(timeZone) },
    { key: 'phone', title: t('columns.phone'), phone: 'none', cell: ({ phone }) => phone && phoneShown(phone) },
  ];
  return (
    <Loaded query={units}>
      {(all) => (
        <>
          <PageHead name={tFrame('pages.units')} answer={t('answer', { count: all.length })} actions={all.length > 0 && add}>
            {t('says')}
          </PageHead>
          {all.length === 0 ? (
            <Empty icon={IconBuildingStore} title={t('emptyTitle')} action={add}>
              {t('empty')}
            </Empty>
          ) : (
            <Stack gap="md">
              <Records label={tFrame('pages.units')} columns={columns} rows={all} keyOf={({ id }) => id} current={unidade} />
              <Panels />
            </Stack>
          )}
          <UnitDrawer chosen={unidade} all={all} onClose={() => open(undefined)} />
        </>
      )}
    </Loaded>
  );
}
