import { Button, Code, CopyButton, Stack, Text, UnstyledButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { type Gateway, renewHooks } from '../../queries/gateways.ts';
import { useMay } from '../../queries/me.ts';

/** What the provider has to be told to call, where it can; and new addresses, when the old ones are known to somebody else. */
export function Hooks({ gateway: { id, name, hooks }, service }: { gateway: Gateway; service: string }) {
  const { t } = useTranslation('gatewaySetup');
  const { t: tCommon } = useTranslation('common');
  const may = useMay();
  const queryClient = useQueryClient();
  const renewal = useMutation({
    mutationFn: () => renewHooks(id),
    onSuccess: (renewed) => queryClient.setQueryData(['gateway', id], renewed),
  });
  if (hooks.receipts === null && hooks.replies === null) return null;
  return (
    <Card title={t('hooks.title')}>
      {renewal.isSuccess ? (
        <Text role="status" mb="sm" fw={600} c="var(--warn)">
          {t('hooks.renewed', { service })}
        </Text>
      ) : (
        <Text c="dimmed" mb="sm">
          {t('hooks.says')}
        </Text>
      )}
      <Stack gap="sm" align="flex-start">
        {(['receipts', 'replies'] as const).map((kind) => {
          const address = hooks[kind];
          if (address === null) return null;
          return (
            <div key={kind}>
              <Text fw={600}>{t(`hooks.${kind}`)}</Text>
              <Code style={{ overflowWrap: 'anywhere' }}>{address}</Code>{' '}
              <CopyButton value={address}>
                {({ copied, copy }) => (
                  <UnstyledButton onClick={copy} c="var(--mantine-color-anchor)">
                    {tCommon(copied ? 'actions.copied' : 'actions.copy')}
                  </UnstyledButton>
                )}
              </CopyButton>
            </div>
          );
        })}
        {may('gateways:write') && (
          <ConfirmButton
            target={<Button variant="default">{t('hooks.renew')}</Button>}
            title={t('hooks.renewTitle', { name })}
            says={t('hooks.renewSays')}
            confirm={t('hooks.renew')}
            dangerous
            mutation={renewal}
            act={(onSuccess) => renewal.mutate(undefined, { onSuccess })}
          />
        )}
      </Stack>
    </Card>
  );
}
