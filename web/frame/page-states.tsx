import { Button, Stack, Text, Title } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { WaitingLines } from '../parts/loaded.tsx';

/** While the code of a page is on its way. */
export function WaitingPage() {
  return <WaitingLines lines={8} height={28} />;
}

/** A page whose code failed, or is no longer on the server because a newer console was put there. */
export function BrokenPage({ error }: ErrorComponentProps) {
  const { t } = useTranslation('common');
  const outdated = /dynamically imported module|Importing a module script/i.test(error instanceof Error ? error.message : '');
  return (
    <Stack align="flex-start" gap="sm" role="alert">
      <Title order={1} size="h3">
        {t('problem.pageTitle')}
      </Title>
      <Text c="dimmed">{t(outdated ? 'problem.newVersion' : 'problem.page')}</Text>
      <Button onClick={() => window.location.reload()}>{t('problem.reload')}</Button>
    </Stack>
  );
}
