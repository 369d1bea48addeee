import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerStatuses } from '../../../domain/states.ts';
import { oneOf } from '../../app/search-params.ts';
import { phoneShown } from '../../format/phone.ts';
import { Empty } from '../../parts/empty.tsx';
import { IconSearch, IconUsers } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { TableButton } from '../../parts/table-button.tsx';
import { type Customer, type CustomerFilter, customersQuery } from '../../queries/customers.ts';
import { unitsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { givenOf, rowsOf, tableOf } from '../../queries/pages.ts';
import { SavedFilters } from '../../saved-filters/saved-filters.tsx';
import { CustomerStatusMark } from '../../states/customer-status.tsx';
import classes from './customers-page.module.css';

const route = getRouteApi('/clientes');

/** Everybody who is billed. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const { t: tFrame } = useTranslation('frame');
  const may = useMay();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const units = useQuery(unitsQuery).data ?? [];
  const asked: CustomerFilter = { q: filter.busca, status: oneOf(customerStatuses, filter.situacao), unit: filter.unidade };
  const list = useInfiniteQuery(customersQuery(asked));
  const filtered = Object.keys(filter).length > 0;
  const columns: Column<Customer>[] = [
    {
      key: 'name',
      title: t('columns.name'),
      phone: 'top',
      cell: ({ id, name, tradeName }) => (
        <>
          <Link to="/clientes/$customerId" params={{ customerId: id }}>
            {name}
          </Link>
          {tradeName !== null && tradeName !== name && <div className={classes.quiet}>{tradeName}</div>}
        </>
      ),
    },
    { key: 'status', title: t('columns.status'), phone: 'side', cell: ({ status }) => <CustomerStatusMark status={status} /> },
    { key: 'id', title: t('columns.id'), phone: 'none', cell: ({ id }) => <span className={classes.quiet}>{id}</span> },
    {
      key: 'phone',
      title: t('columns.phone'),
      cell: ({ phones }) =>
        phones.slice(0, 1).map(({ normalized, number, problem }) => <Phone key={number} {...{ normalized, number, problem }} />),
    },
    { key: 'plan', title: t('columns.plan'), phone: 'none', cell: ({ plan }) => plan },
    {
      key: 'place',
      title: t('columns.place'),
      phone: 'none',
      cell: ({ city, state, unit }) => (
        <>
          {[city, state].filter((part) => part !== null).join(', ')}
          {units.length > 1 && <div className={classes.quiet}>{units.find(({ id }) => id === unit)?.name ?? unit}</div>}
        </>
      ),
    },
  ];
  return (
    <>
      <PageHead
        name={tFrame('pages.customers')}
        answer={t('answer')}
        actions={
          <>
            <SavedFilters
              list="customers"
              query={givenOf(asked)}
              onPick={({ q: busca, status: situacao, unit: unidade }) => void navigate({ search: { busca, situacao, unidade } })}
            />
            {may('customers:export') && <TableButton href={tableOf('customers', asked)} />}
            {may('import') && (
              <Button renderRoot={(props) => <Link {...props} to="/clientes/importar" />} variant="default">
                {tFrame('pages.imports')}
              </Button>
            )}
          </>
        }
      />
      <CustomerFilters />
      <Loaded query={list} waiting={<WaitingLines lines={10} height={36} />}>
        {(data) => {
          const rows = rowsOf(data);
          if (rows.length === 0) {
            return (
              <Empty icon={IconUsers} title={t(filtered ? 'emptyFilteredTitle' : 'emptyTitle')}>
                {t(filtered ? 'emptyFiltered' : 'empty')}
              </Empty>
            );
          }
          return (
            <>
              <Records label={tFrame('pages.customers')} columns={columns} rows={rows} keyOf={({ id }) => id} />
              <MoreButton list={list} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Phone({ normalized, number, problem }: { normalized: string | null; number: string; problem: string | null }) {
  return (
    <>
      <span className={classes.phone}>{phoneShown(normalized ?? number)}</span>
      {problem !== null && <div className={classes.problem}>{problem}</div>}
    </>
  );
}

function CustomerFilters() {
  const { t } = useTranslation('customers');
  const { t: tStates } = useTranslation('states');
  const { t: tCommon } = useTranslation('common');
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const units = useQuery(unitsQuery).data ?? [];
  const [typed, setTyped] = useState(filter.busca ?? '');
  useEffect(() => setTyped(filter.busca ?? ''), [filter.busca]);
  const change = (changed: typeof filter) => void navigate({ search: (old) => ({ ...old, ...changed }), replace: true });
  const tell = useDebouncedCallback((busca: string) => change({ busca: busca.trim() || undefined }), 300);
  return (
    <Group gap="xs" mb="md" role="search">
      <TextInput
        className={classes.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        placeholder={t('search')}
        aria-label={t('search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          tell(event.currentTarget.value);
        }}
      />
      <Select
        w={160}
        clearable
        aria-label={t('columns.status')}
        placeholder={t('columns.status')}
        value={filter.situacao ?? null}
        data={customerStatuses.map((value) => ({ value, label: tStates(`customer.${value}`) }))}
        onChange={(situacao) => change({ situacao: situacao ?? undefined })}
      />
      {units.length > 1 && (
        <Select
          w={160}
          clearable
          aria-label={t('columns.unit')}
          placeholder={t('columns.unit')}
          value={filter.unidade ?? null}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(unidade) => change({ unidade: unidade ?? undefined })}
        />
      )}
      {Object.keys(filter).length > 0 && (
        <Button variant="subtle" onClick={() => change({ busca: undefined, situacao: undefined, unidade: undefined })}>
          {tCommon('actions.clearFilters')}
        </Button>
      )}
    </Group>
  );
}
