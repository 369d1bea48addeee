import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import type { Gateway } from '../../queries/gateways.ts';
import { useMay } from '../../queries/me.ts';
import { useComeback } from './gateway-end-writes.ts';

/** On the page of a gateway that was given up: since when, where its past is, and the way back. */
export function RetiredNote({ gateway: { id, name }, since }: { gateway: Gateway; since: string }) {
  const { t } = useTranslation('gatewaySetup');
  const { date, localDate } = useWhen();
  const may = useMay();
  const comeback = useComeback(id);
  return (
    <Card>
      <Stack align="flex-start" gap="sm">
        <Text>
          {t('retired.answer', { when: date(localDate(since)) })}{' '}
          <Link to="/mensagens" search={{ gateway: id }}>
            {t('retired.messages')}
          </Link>
        </Text>
        {may('gateways:write') && (
          <ConfirmButton
            target={<Button variant="default">{t('retired.back')}</Button>}
            title={t('retired.backTitle', { name })}
            says={t('retired.backSays')}
            confirm={t('retired.back')}
            mutation={comeback}
            act={(onSuccess) => comeback.mutate(undefined, { onSuccess })}
          />
        )}
      </Stack>
    </Card>
  );
}
