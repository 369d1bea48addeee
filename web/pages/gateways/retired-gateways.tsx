import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import type { Gateway } from '../../queries/gateways.ts';

/** The gateways that were given up, and the way to what they carried. */
export function RetiredGateways({ gateways }: { gateways: Gateway[] }) {
  const { t } = useTranslation('gatewaySetup');
  const { date, localDate } = useWhen();
  return (
    <Card title={t('retired.title')}>
      <Text c="dimmed" mb="sm">
        {t('retired.says')}
      </Text>
      <Stack gap={6}>
        {gateways.map(({ id, name, retiredAt }) => (
          <Text key={id}>
            <Link to="/configuracao/gateways/$gatewayId" params={{ gatewayId: id }}>
              {name}
            </Link>{' '}
            <Text span c="dimmed">
              {retiredAt !== null && t('retired.since', { when: date(localDate(retiredAt)) })}
            </Text>{' '}
            ·{' '}
            <Link to="/mensagens" search={{ gateway: id }}>
              {t('retired.messages')}
            </Link>
          </Text>
        ))}
      </Stack>
    </Card>
  );
}
