import { Code, CopyButton, Stack, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import type { Gateway } from '../../queries/gateways.ts';

/** What the provider has to be told to call, where it can. */
export function Hooks({ gateway: { hooks } }: { gateway: Gateway }) {
  const { t } = useTranslation('gateways');
  const { t: tCommon } = useTranslation('common');
  if (hooks.receipts === null && hooks.replies === null) return null;
  return (
    <Card title={t('hooks.title')}>
      <Text c="dimmed" mb="sm">
        {t('hooks.says')}
      </Text>
      <Stack gap="sm">
        {(['receipts', 'replies'] as const).map((kind) => {
          const address = hooks[kind];
          if (address === null) return null;
          return (
            <div key={kind}>
              <Text fw={600}>{t(`hooks.${kind}`)}</Text>
              <Code>{address}</Code>{' '}
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
      </Stack>
    </Card>
  );
}
