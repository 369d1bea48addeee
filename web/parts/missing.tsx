import { Button, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** In the place of a page when what its address names is not, or no longer, there. */
export function Missing({ detail }: { detail?: string }) {
  const { t } = useTranslation('common');
  return (
    <Stack align="flex-start" gap="sm">
      <Title order={1} size="h3">
        {t('problem.notFoundTitle')}
      </Title>
      {detail !== undefined && <Text>{detail}</Text>}
      <Text c="dimmed">{t('problem.notFound')}</Text>
      <Button component={Link} to="/">
        {t('problem.home')}
      </Button>
    </Stack>
  );
}
