import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { browserOf } from '../format/browser.ts';
import { useWhen } from '../format/when.ts';
import type { SignedInSession } from '../queries/people.ts';
import classes from './session-list.module.css';

/** Where somebody is signed in, and beside each what can be done about it. */
export function SessionList({ sessions, action }: { sessions: SignedInSession[]; action?: (session: SignedInSession) => ReactNode }) {
  const { t } = useTranslation('account');
  const { moment } = useWhen();
  return (
    <ul className={classes.sessions}>
      {sessions.map((session) => (
        <li key={session.id} className={classes.session}>
          <div>
            <Text fw={600}>
              {browserOf(session.userAgent) ?? session.userAgent ?? t('sessions.unknown')}
              {session.current && ` · ${t('sessions.thisOne')}`}
            </Text>
            <Text c="dimmed" size="sm">
              {t('sessions.used', { when: moment(session.lastUsedAt), address: session.address ?? t('sessions.noAddress') })}
            </Text>
          </div>
          {action?.(session)}
        </li>
      ))}
    </ul>
  );
}
