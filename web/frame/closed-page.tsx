import { Button, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { IconLock } from '../parts/icons.ts';
import type { ClosedPage as Page } from './pages.ts';

/** In the place of a page that this person may not open: what it is, and who can change that. */
export function ClosedPage({ name }: Pick<Page, 'name'>) {
  const { t } = useTranslation('access');
  const { t: tCommon } = useTranslation('common');
  return (
    <Stack align="flex-start" gap="sm">
      <IconLock size={28} stroke={1.6} aria-hidden />
      <Title order={1} size="h3">
        {t('closed', { page: t(`pages.${name}`) })}
      </Title>
      <Text c="dimmed">{t('ask')}</Text>
      <Button component={Link} to="/">
        {tCommon('problem.home')}
      </Button>
    </Stack>
  );
}
