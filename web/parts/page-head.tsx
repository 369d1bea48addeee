import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page-head.module.css';

/** The answer to the page's one question, in a sentence, and what can be done about it beside it. `name` goes to the browser's tab. */
export function PageHead({
  name,
  answer,
  children,
  actions,
}: {
  name: string;
  answer?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const { t } = useTranslation('frame');
  useEffect(() => {
    document.title = `${name} · ${t('product')}`;
  }, [name, t]);
  return (
    <Group justify="space-between" align="flex-start" gap="lg" mb="lg" className={classes.head}>
      <Stack gap={4} className={classes.words}>
        <Title order={1} className={classes.answer}>
          {answer ?? name}
        </Title>
        {children !== undefined && (
          <Text component="div" c="dimmed" size="md">
            {children}
          </Text>
        )}
      </Stack>
      {actions !== undefined && (
        <Group gap="xs" className={`${classes.actions} no-print`}>
          {actions}
        </Group>
      )}
    </Group>
  );
}
