import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { part } from '../../app/part.ts';
import { useMay } from '../../queries/me.ts';
import classes from './waiting.module.css';

const DecideDialog = part(async () => (await import('./decide-dialog.tsx')).DecideDialog);

/** Texts whose provider never answered: they may have arrived, and are never sent again unless somebody says so. */
export function Undecided({ count }: { count: number }) {
  const { t } = useTranslation('today');
  const may = useMay();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <li className={classes.matter}>
      <span className={classes.dot} style={{ color: 'var(--state-unknown)' }} aria-hidden />
      <div className={classes.words}>
        <Text fw={650}>{t('undecided.title', { count })}</Text>
        <Text c="dimmed" size="sm">
          {t('undecided.detail')}
        </Text>
      </div>
      <Group className={classes.action} gap="xs">
        <Button renderRoot={(props) => <Link {...props} to="/mensagens" search={{ estado: 'unknown' }} />} variant="default">
          {t('act.messages')}
        </Button>
        {may('messages:decide') && (
          <Button variant="default" onClick={open}>
            {t('undecided.decide')}
          </Button>
        )}
      </Group>
      {opened && (
        <Suspense>
          <DecideDialog count={count} onClose={close} />
        </Suspense>
      )}
    </li>
  );
}
