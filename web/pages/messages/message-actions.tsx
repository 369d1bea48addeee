import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision } from '../../../domain/decisions.ts';
import { answerOf, api } from '../../client/api.ts';
import { cost } from '../../format/money.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { useMay } from '../../queries/me.ts';
import type { WholeMessage } from '../../queries/messages.ts';
import { DecisionChoice } from './decision-choice.tsx';

const route = getRouteApi('/mensagens');

/** What can still be done about a text: to say what became of one that nobody answered for, or to send it once more. */
export function MessageActions({ message }: { message: WholeMessage }) {
  const may = useMay();
  const { state, decision } = message;
  const undecided = state === 'unknown' && decision === null;
  const underWay = state === 'queued' || state === 'sending';
  const decides = undecided && may('messages:decide');
  const resends = !undecided && !underWay && may('messages:send');
  if (!decides && !resends) return null;
  return <Group gap="xs">{decides ? <DecideButton message={message} /> : <ResendButton message={message} />}</Group>;
}

function ResendButton({ message: { id, state, channel, segments, cost: price } }: { message: WholeMessage }) {
  const { t } = useTranslation('messages');
  const navigate = route.useNavigate();
  const resend = useMessageWrite(t('resend.done'), () => answerOf(api.v1.messages[':id'].resend.$post({ param: { id }, json: {} })));
  const arrived = state === 'delivered' || state === 'accepted' || state === 'unknown';
  return (
    <ConfirmButton
      target={<Button variant="default">{t('resend.open')}</Button>}
      title={t('resend.title')}
      says={
        <Stack gap="xs">
          {arrived && <Text c="var(--warn)">{t(`resend.again.${state}`)}</Text>}
          <Text>{t('resend.says')}</Text>
          <Text c="dimmed" size="sm">
            {[...(channel === 'sms' ? [t('life.segments', { count: segments })] : []), cost(price)].join(' · ')}
          </Text>
        </Stack>
      }
      confirm={t('resend.open')}
      mutation={resend}
      act={(onSuccess) =>
        resend.mutate(undefined, {
          onSuccess: ({ id: mensagem }) => {
            onSuccess();
            void navigate({ search: (old) => ({ ...old, mensagem }) });
          },
        })
      }
    />
  );
}

function DecideButton({ message: { id } }: { message: WholeMessage }) {
  const { t } = useTranslation('today');
  const { t: tMessages } = useTranslation('messages');
  const [as, setAs] = useState<Decision>('sent');
  const decide = useMessageWrite(tMessages('decided'), () =>
    answerOf(api.v1.messages[':id'].decide.$post({ param: { id }, json: { as, reason: null } })),
  );
  return (
    <ConfirmButton
      target={<Button variant="default">{t('undecided.decide')}</Button>}
      title={t('undecided.question', { count: 1 })}
      says={<DecisionChoice count={1} value={as} onChange={setAs} />}
      confirm={t(`undecided.as.${as}`, { count: 1 })}
      mutation={decide}
      act={(onSuccess) => decide.mutate(undefined, { onSuccess })}
      dangerous={as === 'resend'}
    />
  );
}

function useMessageWrite(said: string, write: () => Promise<WholeMessage>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (_: undefined) => write(),
    onSuccess: async () => {
      await Promise.all(['today', 'messages', 'message'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
      done(said);
    },
  });
}
