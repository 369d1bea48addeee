import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { money } from '../../format/money.ts';
import { plusDays, useWhen } from '../../format/when.ts';
import { useEventName } from '../../ladder/use-event-name.ts';
import { Card } from '../../parts/card.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { recoveryQuery } from '../../queries/reports.ts';
import classes from './received.module.css';

const days = 7;
const mostShown = 6;

/** Which texts were followed by money in the last week. */
export function Received() {
  const { t } = useTranslation('today');
  const { today } = useWhen();
  const nameOf = useEventName();
  const to = today();
  const from = plusDays(to, 1 - days);
  const recovery = useQuery(recoveryQuery({ from, to }));
  return (
    <Card title={t('received.title')}>
      <Loaded query={recovery}>
        {({ items, paidCents }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t('received.nothing')}</Text>
          ) : (
            <>
              <ul className={classes.list}>
                {items.slice(0, mostShown).map(({ rule, event, days: distance, payments, paidCents: cents }) => (
                  <li key={`${rule} ${event}`} className={classes.line}>
                    <span>{event === null ? t('received.withoutText') : `#${rule} ${nameOf({ event, days: distance })}`}</span>
                    <Text span c="dimmed" size="sm">
                      {t('received.payments', { count: payments })}
                    </Text>
                    <strong className="figures">{money(cents)}</strong>
                    <span className={classes.share} style={{ width: `${paidCents === 0 ? 0 : (100 * cents) / paidCents}%` }} aria-hidden />
                  </li>
                ))}
              </ul>
              <Text c="dimmed" size="sm" mt="sm">
                <Link to="/relatorios" search={{ aba: 'recebido', de: from, ate: to }}>
                  {t('received.total', { amount: money(paidCents) })}
                </Link>
              </Text>
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
