import { Button, Group, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { campaignStates } from '../../../domain/campaign-states.ts';
import { oneOf } from '../../app/search-params.ts';
import { useWhen } from '../../format/when.ts';
import { Empty } from '../../parts/empty.tsx';
import { IconSpeakerphone } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { TableButton } from '../../parts/table-button.tsx';
import { type Campaign, campaignsQuery, campaignTable } from '../../queries/campaigns.ts';
import { useMay } from '../../queries/me.ts';
import { rowsOf } from '../../queries/pages.ts';
import { CampaignStateMark } from '../../states/campaign-state.tsx';
import classes from './campaigns-page.module.css';
import { StateBar } from './state-bar.tsx';

const route = getRouteApi('/campanhas');

const shownStates = ['draft', 'scheduled', 'running', 'paused', 'finished'] as const;

/** Texts to many: what is being written, what is under way, how the past ones fared. */
export function CampaignsPage() {
  const { t } = useTranslation('campaigns');
  const { t: tFrame } = useTranslation('frame');
  const may = useMay();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const state = oneOf(campaignStates, filter.estado);
  const list = useInfiniteQuery(campaignsQuery({ state }));
  const isEmpty = state === undefined && list.data !== undefined && rowsOf(list.data).length === 0;
  const add = may('campaigns:write') && <Button renderRoot={(props) => <Link {...props} to="/campanhas/nova" />}>{t('list.add')}</Button>;
  return (
    <>
      <PageHead
        name={tFrame('pages.campaigns')}
        answer={t('list.answer')}
        actions={
          <>
            {!isEmpty && <TableButton href={campaignTable({ state })} />}
            {!isEmpty && add}
          </>
        }
      />
      <Group mb="md" className={classes.filter} role="search" aria-label={t('list.filter')}>
        <SegmentedControl
          aria-label={t('list.filter')}
          value={state ?? ''}
          data={[{ value: '', label: t('list.all') }, ...shownStates.map((value) => ({ value, label: t(`state.${value}`) }))]}
          onChange={(estado) => void navigate({ search: { estado: estado || undefined }, replace: true })}
        />
      </Group>
      <Loaded query={list} waiting={<WaitingLines lines={8} height={44} />}>
        {(data) => {
          const rows = rowsOf(data);
          if (rows.length === 0) {
            return (
              <Empty
                icon={IconSpeakerphone}
                title={t(state === undefined ? 'list.emptyTitle' : 'list.emptyFilteredTitle')}
                action={isEmpty && add}
              >
                {t(state === undefined ? 'list.empty' : 'list.emptyFiltered')}
              </Empty>
            );
          }
          return (
            <>
              <CampaignRecords rows={rows} />
              <MoreButton list={list} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function CampaignRecords({ rows }: { rows: Campaign[] }) {
  const { t } = useTranslation('campaigns');
  const { t: tFrame } = useTranslation('frame');
  const { moment } = useWhen();
  const columns: Column<Campaign>[] = [
    {
      key: 'name',
      title: t('list.columns.name'),
      phone: 'top',
      cell: ({ id, name, class: campaignClass }) => (
        <>
          <Link to="/campanhas/$campaignId" params={{ campaignId: id }}>
            {name}
          </Link>
          <div className={classes.quiet}>{t(`class.${campaignClass}`)}</div>
        </>
      ),
    },
    { key: 'state', title: t('list.columns.state'), phone: 'side', cell: (campaign) => <CampaignStateMark campaign={campaign} /> },
    {
      key: 'people',
      title: t('list.columns.people'),
      align: 'right',
      phone: 'none',
      cell: ({ counts }) => (counts.audience > 0 ? t('number', { count: counts.audience }) : ''),
    },
    { key: 'progress', title: t('list.columns.progress'), cell: ({ counts }) => <StateBar counts={counts} small /> },
    {
      key: 'when',
      title: t('list.columns.when'),
      align: 'right',
      phone: 'below',
      cell: ({ startAt, createdAt }) => <span className={classes.when}>{moment(startAt ?? createdAt)}</span>,
    },
  ];
  return <Records label={tFrame('pages.campaigns')} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}
