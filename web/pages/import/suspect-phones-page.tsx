import { Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { phoneShown } from '../../format/phone.ts';
import { Empty } from '../../parts/empty.tsx';
import { IconShieldCheck } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { TableButton } from '../../parts/table-button.tsx';
import { type SuspectPhone, suspectPhonesQuery } from '../../queries/customers.ts';
import { useMay } from '../../queries/me.ts';
import { rowsOf, tableOf } from '../../queries/pages.ts';

/** Numbers that cannot be who they are said to be. */
export function SuspectPhonesPage() {
  const { t } = useTranslation('imports');
  const may = useMay();
  const list = useInfiniteQuery(suspectPhonesQuery);
  const columns: Column<SuspectPhone>[] = [
    {
      key: 'phone',
      title: t('suspect.columns.phone'),
      phone: 'top',
      cell: ({ phone }) => (
        <Link to="/clientes" search={{ busca: phone }}>
          {phoneShown(phone)}
        </Link>
      ),
    },
    { key: 'customers', title: t('suspect.columns.customers'), align: 'right', phone: 'side', cell: ({ customers }) => customers },
    {
      key: 'first',
      title: t('suspect.columns.first'),
      cell: ({ customerIds }) => (
        <Group gap="xs">
          {customerIds.map((customerId) => (
            <span key={customerId}>
              <Link to="/clientes/$customerId" params={{ customerId }}>
                {customerId}
              </Link>
            </span>
          ))}
        </Group>
      ),
    },
  ];
  return (
    <>
      <PageHead
        name={t('suspects')}
        answer={t('suspect.answer')}
        actions={may('customers:export') && <TableButton href={tableOf('suspect-phones', {})} />}
      >
        {t('suspect.says')}
      </PageHead>
      <Loaded query={list} waiting={<WaitingLines lines={8} height={34} />}>
        {(data) => {
          const rows = rowsOf(data);
          if (rows.length === 0) {
            return (
              <Empty icon={IconShieldCheck} title={t('suspect.emptyTitle')}>
                {t('suspect.empty')}
              </Empty>
            );
          }
          return (
            <>
              <Records label={t('suspects')} columns={columns} rows={rows} keyOf={({ phone }) => phone} />
              <MoreButton list={list} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}
