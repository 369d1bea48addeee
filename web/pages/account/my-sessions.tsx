import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { Card } from '../../parts/card.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { SessionList } from '../../parts/session-list.tsx';
import { mySessionsQuery } from '../../queries/account.ts';

/** Every place where I am signed in; each but this one can be ended from here. */
export function MySessions() {
  const { t } = useTranslation('account');
  const queryClient = useQueryClient();
  const sessions = useQuery(mySessionsQuery);
  const asked = { onSuccess: () => queryClient.invalidateQueries({ queryKey: mySessionsQuery.queryKey }) };
  const end = useMutation({
    ...asked,
    mutationFn: (id: string) => answerOf(api.v1.me.sessions[':id'].$delete({ param: { id } })),
  });
  const endOthers = useMutation({ ...asked, mutationFn: () => answerOf(api.v1.me.sessions.$delete()) });
  const others = sessions.data?.filter(({ current }) => !current) ?? [];
  return (
    <Card
      title={t('sessions.title')}
      aside={
        others.length > 1 && (
          <ConfirmButton
            target={
              <Button variant="default" size="xs">
                {t('sessions.endOthers')}
              </Button>
            }
            title={t('sessions.endOthersTitle')}
            says={t('sessions.endOthersSays')}
            confirm={t('sessions.endOthers')}
            mutation={endOthers}
            act={(onSuccess) =>
              endOthers.mutate(undefined, {
                onSuccess: () => {
                  done(t('sessions.othersEnded'));
                  onSuccess();
                },
              })
            }
          />
        )
      }
    >
      {end.error !== null && <ProblemNote error={end.error} />}
      <Loaded query={sessions}>
        {(all) => (
          <SessionList
            sessions={all}
            action={({ id, current }) =>
              !current && (
                <Button
                  variant="default"
                  size="xs"
                  loading={end.isPending && end.variables === id}
                  onClick={() => end.mutate(id, { onSuccess: () => done(t('sessions.ended')) })}
                >
                  {t('sessions.end')}
                </Button>
              )
            }
          />
        )}
      </Loaded>
    </Card>
  );
}
