import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { chargeAlerts } from '../../../domain/charge-alerts.ts';
import type { SavedQuery } from '../../../domain/saved-filters.ts';
import { oneOf } from '../../app/search-params.ts';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { ZoneProvider } from '../../format/zone.tsx';
import { MiniLadder } from '../../ladder/mini-ladder.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconReceipt2, IconReceiptOff } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { TableButton } from '../../parts/table-button.tsx';
import { type Charge, type ChargeFilter, chargesQuery, ladderSteps } from '../../queries/charges.ts';
import { useMay } from '../../queries/me.ts';
import { givenOf, rowsOf, tableOf } from '../../queries/pages.ts';
import { SavedFilters } from '../../saved-filters/saved-filters.tsx';
import { ChargeStatusMark } from '../../states/charge-status.tsx';
import { ChargeFilters, heldFilters, statusFilters } from './charge-filters.tsx';
import classes from './charges-page.module.css';
import { NextStep } from './next-step.tsx';

const route = getRouteApi('/cobrancas');

/** All charges, each with its ladder in small. */
export function ChargesPage() {
  const { t } = useTranslation('charges');
  const { t: tState } = useTranslation('states');
  const { t: tFrame } = useTranslation('frame');
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const status = oneOf(statusFilters, filter.situacao);
  const alert = oneOf(chargeAlerts, filter.espera);
  const may = useMay();
  const asked: ChargeFilter = {
    q: filter.busca,
    status,
    unit: filter.unidade,
    dueFrom: filter.de,
    dueTo: filter.ate,
    customerId: filter.cliente,
    held: oneOf(heldFilters, filter.suspensao),
    alert,
    alertReason: alert && filter.motivo,
  };
  const list = useInfiniteQuery(chargesQuery(asked));
  const filtered = Object.keys(filter).length > 0;
  const importLink = may('import') && (
    <Button renderRoot={(props) => <Link {...props} to="/clientes/importar" />} variant="default">
      {tFrame('pages.imports')}
    </Button>
  );

  const columns: Column<Charge>[] = [
    {
      key: 'customer',
      title: t('list.columns.customer'),
      phone: 'top',
      cell: ({ id, customerName }) => (
        <Link to="/cobrancas/$chargeId" params={{ chargeId: id }} preload="intent">
          {customerName}
        </Link>
      ),
    },
    {
      key: 'amount',
      title: t('list.columns.amount'),
      align: 'right',
      phone: 'side',
      cell: ({ amountCents }) => <span className={classes.amount}>{money(amountCents)}</span>,
    },
    {
      key: 'charge',
      title: t('list.columns.charge'),
      phone: 'none',
      cell: ({ id, code, type }) => (
        <>
          {code ?? id}
          <div className={classes.quiet}>{tState(`chargeType.${type}`)}</div>
        </>
      ),
    },
    { key: 'due', title: t('list.columns.due'), phone: 'top', cell: (charge) => <DueDate charge={charge} /> },
    { key: 'status', title: t('list.columns.status'), phone: 'side', cell: (charge) => <ChargeStatusMark charge={charge} /> },
    {
      key: 'ladder',
      title: t('list.columns.ladder'),
      cell: (charge) => (
        <ZoneProvider zone={charge.timeZone}>
          <MiniLadder steps={ladderSteps(charge)} dueDate={charge.dueDate} />
        </ZoneProvider>
      ),
    },
    {
      key: 'next',
      title: t('list.columns.next'),
      cell: (charge) => (
        <ZoneProvider zone={charge.timeZone}>
          <NextStep charge={charge} />
        </ZoneProvider>
      ),
    },
  ];

  return (
    <>
      <PageHead
        name={tFrame('pages.charges')}
        answer={t(`list.${alert === undefined ? (status ?? 'answer') : 'waiting'}`)}
        actions={
          <>
            <SavedFilters list="charges" query={givenOf(asked)} onPick={(query) => void navigate({ search: searchOf(query) })} />
            {may('holds:read') && (
              <Button renderRoot={(props) => <Link {...props} to="/cobrancas/suspensoes" />} variant="default">
                {t('holds.name')}
              </Button>
            )}
            {may('customers:export') && <TableButton href={tableOf('charges', asked)} />}
            {importLink}
          </>
        }
      />
      <ChargeFilters filter={filter} onChange={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true })} />
      <Loaded query={list} waiting={<WaitingLines lines={10} height={38} />}>
        {(data) => {
          const rows = rowsOf(data);
          if (rows.length === 0) {
            return (
              <Empty
                icon={filtered ? IconReceiptOff : IconReceipt2}
                title={t(filtered ? 'list.emptyFilteredTitle' : 'list.emptyTitle')}
                action={!filtered && importLink}
              >
                {t(filtered ? 'list.emptyFiltered' : 'list.empty')}
              </Empty>
            );
          }
          return (
            <>
              <Records label={tFrame('pages.charges')} columns={columns} rows={rows} keyOf={({ id }) => id} />
              <MoreButton list={list} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

/** The address that shows a saved filter. */
function searchOf({
  q: busca,
  status: situacao,
  unit: unidade,
  dueFrom: de,
  dueTo: ate,
  customerId: cliente,
  held: suspensao,
  alert: espera,
  alertReason: motivo,
}: SavedQuery) {
  return { busca, situacao, unidade, de, ate, cliente, suspensao, espera, motivo };
}

function DueDate({ charge: { dueDate, effectiveDueDate } }: { charge: Charge }) {
  const { t } = useTranslation('charges');
  const { day } = useWhen();
  return (
    <>
      <span className={classes.due}>{day(dueDate)}</span>
      {effectiveDueDate !== dueDate && <div className={classes.quiet}>{t('one.counts', { date: day(effectiveDueDate) })}</div>}
    </>
  );
}
