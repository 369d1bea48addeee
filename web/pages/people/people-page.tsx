import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { unitsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { type Person, peopleQuery } from '../../queries/people.ts';
import classes from './people-page.module.css';
import { newPerson, PersonDrawer } from './person-drawer.tsx';

const route = getRouteApi('/configuracao/pessoas');

/** Who signs in here, and what each of them may do. */
export function PeoplePage() {
  const { t } = useTranslation('people');
  const { t: tFrame } = useTranslation('frame');
  const may = useMay();
  const people = useQuery(peopleQuery);
  const { pessoa } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const open = (id: string | undefined) => void navigate({ search: { pessoa: id } });
  return (
    <>
      <Loaded query={people} waiting={<WaitingLines lines={8} height={36} />}>
        {(all) => {
          const working = all.filter(({ disabled }) => !disabled);
          const off = all.length - working.length;
          return (
            <>
              <PageHead
                name={tFrame('pages.people')}
                answer={t('answer', { count: working.length })}
                actions={may('users:write') && <Button onClick={() => open(newPerson)}>{t('add')}</Button>}
              >
                {t('factors', { count: working.filter(({ secondFactor }) => secondFactor).length })}
                {off > 0 && ` ${t('off', { count: off })}`}
              </PageHead>
              <Records label={tFrame('pages.people')} columns={columns} rows={all} keyOf={({ id }) => id} current={pessoa} />
            </>
          );
        }}
      </Loaded>
      <PersonDrawer chosen={pessoa} onClose={() => open(undefined)} />
    </>
  );
}

function useColumns(): Column<Person>[] {
  const { t } = useTranslation('people');
  const { moment } = useWhen();
  const units = useQuery(unitsQuery).data ?? [];
  return [
    {
      key: 'name',
      title: t('columns.name'),
      phone: 'top',
      cell: ({ id, name, email, disabled }) => (
        <>
          <Link to="/configuracao/pessoas" search={{ pessoa: id }} className={disabled ? classes.off : undefined}>
            {name}
          </Link>
          <div className={classes.quiet}>{email}</div>
        </>
      ),
    },
    {
      key: 'role',
      title: t('columns.role'),
      cell: ({ role, grants }) => (
        <>
          {t(`role.${role}`)}
          {grants.map((grant) => (
            <div key={grant} className={classes.quiet}>
              {t(`grant.${grant}`)}
            </div>
          ))}
        </>
      ),
    },
    {
      key: 'units',
      title: t('columns.units'),
      phone: 'none',
      cell: ({ units: own }) => own?.map((unit) => units.find(({ id }) => id === unit)?.name ?? unit).join(', ') ?? t('allUnits'),
    },
    {
      key: 'access',
      title: t('columns.access'),
      cell: (person) => <span className={classes.quiet}>{t(`access.${accessOf(person)}`)}</span>,
    },
    {
      key: 'lastSignIn',
      title: t('columns.lastSignIn'),
      align: 'right',
      phone: 'none',
      cell: ({ lastSignInAt }) => <span className={classes.quiet}>{lastSignInAt === null ? t('never') : moment(lastSignInAt)}</span>,
    },
  ];
}

function accessOf({ disabled, mustChangePassword, secondFactor }: Person) {
  if (disabled) return 'disabled';
  if (mustChangePassword) return 'oneTime';
  return secondFactor ? 'factor' : 'works';
}
