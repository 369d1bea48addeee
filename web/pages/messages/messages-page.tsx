import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { phoneShown } from '../../format/phone.ts';
import { useWhen } from '../../format/when.ts';
import { Empty } from '../../parts/empty.tsx';
import { IconMessage2, IconMessageOff } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { TableButton } from '../../parts/table-button.tsx';
import { gatewaysQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { type Message, messagesQuery } from '../../queries/messages.ts';
import { givenOf, rowsOf, tableOf } from '../../queries/pages.ts';
import { SavedFilters } from '../../saved-filters/saved-filters.tsx';
import { MessageStateMark } from '../../states/state.tsx';
import { MessageDrawer } from './message-drawer.tsx';
import { MessageFilters } from './message-filters.tsx';
import { filterOf, searchOf } from './message-search.ts';
import classes from './messages-page.module.css';

const route = getRouteApi('/mensagens');

/** Every message and what became of it. */
export function MessagesPage() {
  const { t } = useTranslation('messages');
  const { t: tState } = useTranslation('states');
  const { t: tFrame } = useTranslation('frame');
  const { moment, zone, localDate } = useWhen();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const gateways = useQuery(gatewaysQuery).data ?? [];
  const { mensagem: opened, ...filter } = search;
  const may = useMay();
  const asked = filterOf(filter, zone);
  const list = useInfiniteQuery(messagesQuery(asked));
  const filtered = Object.keys(filter).length > 0;

  const columns: Column<Message>[] = [
    {
      key: 'to',
      title: t('columns.to'),
      phone: 'top',
      cell: ({ id, to }) => (
        <Link from="/mensagens" to="." search={(old) => ({ ...old, mensagem: id })} className={classes.to}>
          {phoneShown(to)}
        </Link>
      ),
    },
    { key: 'customer', title: t('columns.customer'), cell: (message) => <CustomerLink message={message} /> },
    {
      key: 'state',
      title: t('columns.state'),
      phone: 'below',
      cell: ({ state, reason }) => <MessageStateMark state={state} reason={reason} />,
    },
    { key: 'text', title: t('columns.text'), cell: ({ subject, text }) => <div className={classes.text}>{subject ?? text}</div> },
    {
      key: 'kind',
      title: t('columns.kind'),
      phone: 'none',
      cell: ({ kind, rule }) => (
        <span className={classes.quiet}>
          {tState(`kind.${kind}`)}
          {rule !== null && ` #${rule}`}
        </span>
      ),
    },
    {
      key: 'gateway',
      title: t('columns.gateway'),
      phone: 'none',
      cell: ({ gatewayId }) => <span className={classes.quiet}>{gateways.find(({ id }) => id === gatewayId)?.name ?? ''}</span>,
    },
    {
      key: 'when',
      title: t('columns.when'),
      align: 'right',
      phone: 'side',
      cell: ({ sentAt, plannedFor }) => <span className={classes.when}>{moment(sentAt ?? plannedFor)}</span>,
    },
  ];

  return (
    <>
      <PageHead
        name={tFrame('pages.messages')}
        answer={t(filtered ? 'answerFiltered' : 'answer')}
        actions={
          <>
            <SavedFilters
              list="messages"
              query={givenOf(asked)}
              onPick={(query) => void navigate({ search: searchOf(query, localDate) })}
            />
            {may('messages:export') && <TableButton href={tableOf('messages', asked)} />}
          </>
        }
      />
      <MessageFilters filter={filter} onChange={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true })} />
      <Loaded query={list} waiting={<WaitingLines lines={10} height={34} />}>
        {(data) => {
          const rows = rowsOf(data);
          if (rows.length === 0) {
            return (
              <Empty icon={filtered ? IconMessageOff : IconMessage2} title={t(filtered ? 'empty.filteredTitle' : 'empty.title')}>
                {t(filtered ? 'empty.filteredText' : 'empty.text')}
              </Empty>
            );
          }
          return (
            <>
              <Records label={tFrame('pages.messages')} columns={columns} rows={rows} keyOf={({ id }) => id} current={opened} />
              <MoreButton list={list} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
      <MessageDrawer id={opened ?? null} onClose={() => void navigate({ search: ({ mensagem: _closed, ...rest }) => rest })} />
    </>
  );
}

function CustomerLink({ message: { customerId, customerName } }: { message: Message }) {
  if (customerId === null) return null;
  return (
    <Link to="/clientes/$customerId" params={{ customerId }} className={classes.customer}>
      {customerName ?? customerId}
    </Link>
  );
}
