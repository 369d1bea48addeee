import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionsOfScopes } from '../../../domain/scopes.ts';
import { answerOf, api } from '../../client/api.ts';
import { useWhen } from '../../format/when.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { type ApiKey, keysQuery } from '../../queries/keys.ts';
import { useMay } from '../../queries/me.ts';
import classes from './key-list.module.css';

/** Whether a key opens anything still. */
export function isLive({ revokedAt, expiresAt }: ApiKey, now = new Date()): boolean {
  return revokedAt === null && (expiresAt === null || new Date(expiresAt) > now);
}

/** The keys that work; those that do not any more stay behind a button. */
export function KeyList({ all }: { all: ApiKey[] }) {
  const { t } = useTranslation('keys');
  const [shownAll, setShownAll] = useState(false);
  const live = all.filter((key) => isLive(key));
  const dead = all.filter((key) => !isLive(key));
  return (
    <>
      {live.length === 0 && <Text c="dimmed">{t('empty')}</Text>}
      <ul className={classes.list}>
        {[...live, ...(shownAll ? dead : [])].map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </ul>
      {dead.length > 0 && !shownAll && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setShownAll(true)}>
          {t('showRevoked', { count: dead.length })}
        </Button>
      )}
    </>
  );
}

function KeyRow({ apiKey: key }: { apiKey: ApiKey }) {
  const { t } = useTranslation('keys');
  const { moment, date, localDate } = useWhen();
  const may = useMay();
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => answerOf(api.v1['api-keys'][':id'].$delete({ param: { id: key.id } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keysQuery.queryKey });
      done(t('revokeDone'));
    },
  });
  const live = isLive(key);
  const until = () => {
    if (key.revokedAt !== null) return t('revoked', { when: moment(key.revokedAt) });
    if (key.expiresAt === null) return t('forever');
    return live ? date(localDate(key.expiresAt)) : t('expired', { when: moment(key.expiresAt) });
  };
  return (
    <li className={classes.row} data-off={!live || undefined}>
      <div>
        <div className={classes.name}>{key.name}</div>
        <code className={classes.quiet}>{key.prefix}…</code>
      </div>
      <div>
        {key.scopes.includes('*') ? t('everything') : t('scopes', { count: permissionsOfScopes(key.scopes).size })}
        <div className={classes.quiet}>{key.scopes.includes('*') ? '' : key.scopes.join(', ')}</div>
      </div>
      <div className={classes.quiet}>
        <div>
          {t('columns.used')}: {key.lastUsedAt === null ? t('never') : moment(key.lastUsedAt)}
        </div>
        <div>
          {t('columns.expires')}: {until()}
        </div>
      </div>
      {live && may('keys:write') && (
        <ConfirmButton
          target={
            <Button variant="default" size="xs">
              {t('revoke')}
            </Button>
          }
          title={t('revokeTitle', { name: key.name })}
          says={t('revokeSays')}
          confirm={t('revoke')}
          mutation={revoke}
          act={(onSuccess) => revoke.mutate(undefined, { onSuccess })}
          dangerous
        />
      )}
    </li>
  );
}
