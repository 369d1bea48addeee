import { Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { repliesOfCustomerQuery } from '../../queries/customers.ts';
import { messagesQuery } from '../../queries/messages.ts';
import { rowsOf } from '../../queries/pages.ts';
import { MessageStateMark } from '../../states/state.tsx';
import classes from './last-messages.module.css';

const mostShown = 8;

/** What was said to the customer and what the customer answered, newest first. */
export function LastMessages({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const { moment } = useWhen();
  const messages = useInfiniteQuery(messagesQuery({ customerId }));
  const replies = useQuery(repliesOfCustomerQuery(customerId)).data ?? [];
  return (
    <Card
      title={t('one.lastMessages')}
      aside={
        <Link to="/mensagens" search={{ cliente: customerId }}>
          {t('one.allMessages')}
        </Link>
      }
    >
      <Loaded query={messages}>
        {(data) => {
          const said = rowsOf(data)
            .slice(0, mostShown)
            .map((message) => ({ at: message.sentAt ?? message.plannedFor, message, reply: null }));
          const heard = replies.map((reply) => ({ at: reply.receivedAt, message: null, reply }));
          const all = [...said, ...heard].toSorted((a, b) => (a.at < b.at ? 1 : -1));
          if (all.length === 0) return <Text c="dimmed">{t('one.noMessages')}</Text>;
          return (
            <ul className={classes.list}>
              {all.map(({ at, message, reply }) =>
                message === null ? (
                  <li key={`reply-${reply.id}`} className={classes.reply}>
                    <div className={classes.head}>
                      <span className={classes.answered}>{t('one.answered')}</span>
                      <time dateTime={at}>{moment(at)}</time>
                    </div>
                    <div>{reply.text}</div>
                  </li>
                ) : (
                  <li key={message.id}>
                    <div className={classes.head}>
                      <MessageStateMark state={message.state} reason={message.reason} />
                      <time dateTime={at}>{moment(at)}</time>
                    </div>
                    <Link to="/mensagens" search={{ cliente: customerId, mensagem: message.id }} className={classes.text}>
                      {message.subject ?? message.text}
                    </Link>
                  </li>
                ),
              )}
            </ul>
          );
        }}
      </Loaded>
    </Card>
  );
}
