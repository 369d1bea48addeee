import { Button, CopyButton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './shown-once.module.css';

/** A secret that is never shown again: a one-time password, a key, recovery codes. */
export function ShownOnce({ label, value, children }: { label: string; value: string; children?: ReactNode }) {
  const { t } = useTranslation('common');
  return (
    <section className={classes.once} aria-label={label}>
      <Text fw={650}>{label}</Text>
      <code className={classes.value}>{value}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button size="xs" onClick={copy}>
            {t(copied ? 'actions.copied' : 'actions.copy')}
          </Button>
        )}
      </CopyButton>
      <Text mt="xs" size="sm">
        {children ?? t('shownOnce')}
      </Text>
    </section>
  );
}
