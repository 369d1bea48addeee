import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUntil } from '../../format/until.ts';
import { useWhen } from '../../format/when.ts';
import { ZoneProvider } from '../../format/zone.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconPlayerPause } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { type Hold, holdsQuery } from '../../queries/holds.ts';
import { useMay } from '../../queries/me.ts';
import { rowsOf } from '../../queries/pages.ts';
import { useActorWords } from '../audit/audit-words.ts';
import { useEndOfHold } from '../charge/stop-writes.ts';
import { useClassWords } from '../rules/use-class-words.ts';
import { HoldDrawer } from './hold-drawer.tsx';

const route = getRouteApi('/cobrancas/suspensoes');

/** What is stopped now, for whom, until when and why; and the way to stop a whole region at once. */
export function HoldsPage() {
  const { t } = useTranslation('charges');
  const { t: tStates } = useTranslation('states');
  const may = useMay();
  const { nova } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (opened: '1' | undefined) => void navigate({ search: { nova: opened }, replace: opened === undefined });
  const list = useInfiniteQuery(holdsQuery);
  const add = may('holds:filter') && <Button onClick={() => show('1')}>{t('holds.add')}</Button>;
  const mayEnd = ({ scope }: Hold) => scope.filter === undefined || may('holds:filter');
  const columns: Column<Hold>[] = [
    { key: 'who', title: t('holds.columns.who'), phone: 'top', cell: (hold) => <Held hold={hold} /> },
    { key: 'kind', title: t('holds.columns.kind'), phone: 'side', cell: ({ kind }) => tStates(`hold.${kind}`) },
    {
      key: 'until',
      title: t('holds.columns.until'),
      cell: (hold) => (
        <ZoneProvider zone={hold.timeZone}>
          <Until hold={hold} />
        </ZoneProvider>
      ),
    },
    { key: 'reason', title: t('holds.columns.reason'), cell: ({ reason }) => reason },
    { key: 'by', title: t('holds.columns.by'), cell: (hold) => <Recorded hold={hold} /> },
    ...(may('holds:write')
      ? [{ key: 'end', title: '', align: 'right' as const, cell: (hold: Hold) => mayEnd(hold) && <EndButton hold={hold} /> }]
      : []),
  ];
  return (
    <>
      <PageHead name={t('holds.name')} answer={t('holds.answer')} actions={add}>
        {t('holds.says')}{' '}
        <Link to="/cobrancas" search={{ suspensao: 'true' }}>
          {t('holds.charges')}
        </Link>
      </PageHead>
      <Loaded query={list} waiting={<WaitingLines lines={8} height={38} />}>
        {(data) => {
          const rows = rowsOf(data);
          if (rows.length === 0) {
            return (
              <Empty icon={IconPlayerPause} title={t('holds.emptyTitle')} action={add}>
                {t('holds.empty')}
              </Empty>
            );
          }
          return (
            <>
              <Records label={t('holds.name')} columns={columns} rows={rows} keyOf={({ id }) => id} />
              <MoreButton list={list} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
      {may('holds:filter') && <HoldDrawer opened={nova !== undefined} onClose={() => show(undefined)} />}
    </>
  );
}

/** Whom a hold is about, with the way there; one of many leads to the charges that are held like it. */
function Held({ hold: { scope, kind } }: { hold: Hold }) {
  const { t } = useTranslation('charges');
  const wordsOf = useClassWords();
  const { chargeId, customerId, filter } = scope;
  if (chargeId !== undefined) {
    return (
      <Link to="/cobrancas/$chargeId" params={{ chargeId }}>
        {t('holds.charge', { id: chargeId })}
      </Link>
    );
  }
  if (customerId !== undefined) {
    return (
      <Link to="/clientes/$customerId" params={{ customerId }}>
        {t('holds.customer', { id: customerId })}
      </Link>
    );
  }
  return (
    <Link to="/cobrancas" search={{ suspensao: kind }}>
      {wordsOf(filter ?? {})}
    </Link>
  );
}

function Until({ hold }: { hold: Hold }) {
  return useUntil()(hold);
}

function Recorded({ hold: { createdBy: actor, createdByName: actorName, createdAt } }: { hold: Hold }) {
  const { moment } = useWhen();
  const whoIs = useActorWords();
  return (
    <>
      {whoIs({ actor, actorName })}
      <Text c="dimmed" size="sm">
        {moment(createdAt)}
      </Text>
    </>
  );
}

function EndButton({ hold: { id, scope, releaseOverHours } }: { hold: Hold }) {
  const { t } = useTranslation('charges');
  const end = useEndOfHold();
  const many = scope.filter !== undefined;
  return (
    <ConfirmButton
      target={
        <Button variant="default" size="xs">
          {t('stops.endHold')}
        </Button>
      }
      title={t('holds.endTitle')}
      says={many && releaseOverHours !== null ? t('holds.endSpread', { count: releaseOverHours }) : t('holds.endSays')}
      confirm={t('stops.endHold')}
      mutation={end}
      act={(onSuccess) => end.mutate(id, { onSuccess })}
    />
  );
}
