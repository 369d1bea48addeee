import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { type Column, Records } from '../../parts/records.tsx';
import type { Webhook } from '../../queries/webhooks.ts';
import classes from './key-list.module.css';

/** Each address that is called, for what, and whether it answers. */
export function WebhookList({ all, current }: { all: Webhook[]; current: string | undefined }) {
  const { t } = useTranslation('keys');
  const { moment } = useWhen();
  if (all.length === 0) return <Text c="dimmed">{t('webhooks.empty')}</Text>;
  const columns: Column<Webhook>[] = [
    {
      key: 'url',
      title: t('webhooks.columns.url'),
      phone: 'top',
      cell: ({ id, url }) => (
        <Link to="/configuracao/chaves" search={{ webhook: id }}>
          {url}
        </Link>
      ),
    },
    {
      key: 'events',
      title: t('webhooks.columns.events'),
      cell: ({ events }) => <span className={classes.quiet}>{events.join(', ')}</span>,
    },
    {
      key: 'state',
      title: t('webhooks.columns.state'),
      cell: ({ enabled, restUntil }) => {
        if (!enabled) return <Text c="dimmed">{t('webhooks.state.off')}</Text>;
        if (restUntil === null) return t('webhooks.state.on');
        return <Text c="var(--warn)">{t('webhooks.state.resting', { when: moment(restUntil) })}</Text>;
      },
    },
  ];
  return <Records label={t('webhooks.title')} columns={columns} rows={all} keyOf={({ id }) => id} current={current} />;
}
