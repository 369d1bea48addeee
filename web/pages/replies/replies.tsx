import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { replyIntents } from '../../../domain/reply-intent.ts';
import { oneOf } from '../../app/search-params.ts';
import { phoneShown } from '../../format/phone.ts';
import { useWhen } from '../../format/when.ts';
import { startOfDay } from '../../format/zoned.ts';
import { Empty } from '../../parts/empty.tsx';
import { IconMessage2, IconMessageOff } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { TableButton } from '../../parts/table-button.tsx';
import { useMay } from '../../queries/me.ts';
import { rowsOf, tableOf } from '../../queries/pages.ts';
import { type Reply, type ReplyFilter, repliesQuery } from '../../queries/replies.ts';
import { IntentMark } from './intent-mark.tsx';
import classes from './replies.module.css';
import { ReplyActions } from './reply-actions.tsx';
import { ReplyFilters } from './reply-filters.tsx';

const route = getRouteApi('/respostas');

/** The inbox: each answer with who sent it and what it answers. */
export function Replies() {
  const { t } = useTranslation('replies');
  const { t: tFrame } = useTranslation('frame');
  const { zone } = useWhen();
  const { aba: _tab, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const filtered = Object.keys(filter).length > 0;
  const may = useMay();
  const asked: ReplyFilter = {
    intent: oneOf(replyIntents, filter.pedido),
    unread: filter.pedido === 'para-ler' ? 'true' : undefined,
    phone: filter.telefone,
    customerId: filter.cliente,
    gatewayId: filter.gateway,
    campaignId: filter.campanha,
    from: filter.de && startOfDay(filter.de, zone),
    to: filter.ate && startOfDay(filter.ate, zone, 1),
  };
  const list = useInfiniteQuery(repliesQuery(asked));
  return (
    <>
      <PageHead
        name={tFrame('pages.replies')}
        answer={t(filtered ? 'answerFiltered' : 'answer')}
        actions={may('customers:export') && <TableButton href={tableOf('replies', asked)} />}
      >
        {t('says')}
      </PageHead>
      <ReplyFilters filter={filter} onChange={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true })} />
      <Loaded query={list} waiting={<WaitingLines lines={8} height={40} />}>
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
              <Records label={tFrame('pages.replies')} columns={columns} rows={rows} keyOf={({ id }) => id} />
              <MoreButton list={list} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function useColumns(): Column<Reply>[] {
  const { t } = useTranslation('replies');
  const { moment } = useWhen();
  const may = useMay();
  return [
    {
      key: 'from',
      title: t('columns.from'),
      phone: 'top',
      cell: ({ from, customerId, customerName }) =>
        customerId === null ? (
          <>
            <Link to="/respostas" search={{ telefone: from }}>
              {phoneShown(from)}
            </Link>
            <div className={classes.quiet}>{t('stranger')}</div>
          </>
        ) : (
          <>
            <Link to="/clientes/$customerId" params={{ customerId }}>
              {customerName ?? customerId}
            </Link>
            <div className={classes.quiet}>{phoneShown(from)}</div>
          </>
        ),
    },
    {
      key: 'when',
      title: t('columns.when'),
      phone: 'side',
      cell: ({ at, receivedAt }) => <span className={classes.when}>{moment(at ?? receivedAt)}</span>,
    },
    { key: 'text', title: t('columns.text'), cell: ({ text }) => <div className={classes.text}>{text}</div> },
    { key: 'intent', title: t('columns.intent'), cell: (reply) => <IntentMark reply={reply} /> },
    {
      key: 'answered',
      title: t('columns.answered'),
      cell: ({ messageId, messageText }) =>
        messageId !== null && (
          <Link to="/mensagens" search={{ mensagem: messageId }} className={classes.answered} title={t('seeMessage')}>
            {messageText ?? messageId}
          </Link>
        ),
    },
    ...(may('replies:write') || may('messages:send')
      ? [{ key: 'do', title: t('columns.do'), cell: (reply: Reply) => <ReplyActions reply={reply} /> }]
      : []),
  ];
}
