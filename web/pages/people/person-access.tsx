import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { SessionList } from '../../parts/session-list.tsx';
import { useMay } from '../../queries/me.ts';
import { type Person, peopleQuery, sessionsOfQuery } from '../../queries/people.ts';

/** Where a person is signed in, and what helps who lost a password or a phone, or has left. */
export function PersonAccess({ person, onOneTime }: { person: Person; onOneTime: (password: string) => void }) {
  const { t } = useTranslation('people');
  const may = useMay();
  const sessions = useQuery(sessionsOfQuery(person.id));
  return (
    <>
      {may('users:write') && (
        <section>
          <Title order={3} size="h5" mb="sm">
            {t('actions.title')}
          </Title>
          <AccessActions person={person} hasSessions={sessions.data?.length !== 0} onOneTime={onOneTime} />
        </section>
      )}
      <section>
        <Title order={3} size="h5" mb="sm">
          {t('sessions')}
        </Title>
        <Loaded query={sessions}>
          {(all) => (all.length === 0 ? <Text c="dimmed">{t('noSessions')}</Text> : <SessionList sessions={all} />)}
        </Loaded>
      </section>
    </>
  );
}

type Asked = 'factor' | 'signOut' | 'disable';

function AccessActions({
  person,
  hasSessions,
  onOneTime,
}: {
  person: Person;
  hasSessions: boolean;
  onOneTime: (password: string) => void;
}) {
  const { t } = useTranslation('people');
  const { id, name, disabled, secondFactor } = person;
  const param = { id };
  const password = useAccessChange(async () => {
    const { oneTimePassword } = await answerOf(api.v1.users[':id'].password.$post({ param }));
    if (oneTimePassword !== null) onOneTime(oneTimePassword);
  });
  const factor = useAccessChange(() => answerOf(api.v1.users[':id']['second-factor'].$delete({ param })), t('actions.factorDone'));
  const signOut = useAccessChange(() => answerOf(api.v1.users[':id'].sessions.$delete({ param })), t('actions.signOutDone'));
  const disable = useAccessChange(
    () => answerOf(api.v1.users[':id'].$patch({ param, query: {}, json: { disabled: true } })),
    t('actions.disableDone'),
  );
  const enable = useAccessChange(
    () => answerOf(api.v1.users[':id'].$patch({ param, query: {}, json: { disabled: false } })),
    t('actions.enableDone'),
  );
  const asking = (what: Asked, mutation: typeof factor, dangerous = false): ReactNode => (
    <ConfirmButton
      target={<Button variant="default">{t(`actions.${what}`)}</Button>}
      title={t(`actions.${what}Title`, { name })}
      says={t(`actions.${what}Says`)}
      confirm={t(`actions.${what}`)}
      mutation={mutation}
      act={(onSuccess) => mutation.mutate(undefined, { onSuccess })}
      dangerous={dangerous}
    />
  );
  if (disabled) {
    return (
      <Stack>
        {enable.error !== null && <ProblemNote error={enable.error} />}
        <Group>
          <Button loading={enable.isPending} onClick={() => enable.mutate()}>
            {t('actions.enable')}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Group gap="xs">
      <ConfirmButton
        target={<Button variant="default">{t('actions.password')}</Button>}
        title={t('actions.passwordTitle', { name })}
        says={t('actions.passwordSays')}
        confirm={t('actions.password')}
        mutation={password}
        act={(onSuccess) => password.mutate(undefined, { onSuccess })}
      />
      {secondFactor && asking('factor', factor)}
      {hasSessions && asking('signOut', signOut)}
      {asking('disable', disable, true)}
    </Group>
  );
}

/** A write about a person's access; the list is asked anew, and what was done is said. */
function useAccessChange(write: () => Promise<unknown>, said?: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: peopleQuery.queryKey });
      if (said !== undefined) done(said);
    },
  });
}
