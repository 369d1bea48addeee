import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './waiting.module.css';

/** What people answered in words that only a person can understand. */
export function Unread({ count }: { count: number }) {
  const { t } = useTranslation('today');
  return (
    <li className={classes.matter}>
      <span className={classes.dot} style={{ color: 'var(--state-sending)' }} aria-hidden />
      <div className={classes.words}>
        <Text fw={650}>{t('unread.title', { count })}</Text>
        <Text c="dimmed" size="sm">
          {t('unread.detail')}
        </Text>
      </div>
      <div className={classes.action}>
        <Button renderRoot={(props) => <Link {...props} to="/respostas" search={{ pedido: 'para-ler' }} />} variant="default">
          {t('unread.open')}
        </Button>
      </div>
    </li>
  );
}
