import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useWhen } from '../../format/when.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { useMay } from '../../queries/me.ts';
import { type Webhook, webhooksQuery } from '../../queries/webhooks.ts';
import { Deliveries } from './deliveries.tsx';
import { WebhookForm } from './webhook-form.tsx';

/** What stands in the address in the place of a webhook's id while one is added. */
export const newWebhook = 'novo';

/** One webhook, or a new one, beside the list: its form, what was delivered, and its secret while it is new. */
export function WebhookDrawer({ chosen, onClose }: { chosen: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('keys');
  const { t: tCommon } = useTranslation('common');
  const webhooks = useQuery(webhooksQuery);
  const [secret, setSecret] = useState<string | null>(null);
  const webhook = webhooks.data?.find(({ id }) => id === chosen);
  const close = () => {
    setSecret(null);
    onClose();
  };
  return (
    <Drawer
      opened={chosen !== undefined}
      onClose={close}
      title={chosen === newWebhook ? t('webhooks.newTitle') : webhook?.url}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
      closeOnClickOutside={secret === null}
    >
      {secret !== null ? (
        <Stack>
          <ShownOnce label={t('webhooks.secret')} value={secret}>
            {t('webhooks.secretSays')}
          </ShownOnce>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('understood')}
            </Button>
          </Group>
        </Stack>
      ) : chosen === newWebhook ? (
        <WebhookForm onDone={close} onSecret={setSecret} />
      ) : (
        <Loaded query={webhooks}>
          {() =>
            webhook !== undefined && (
              <Stack gap="xl">
                <WebhookForm key={webhook.id} webhook={webhook} onDone={close} />
                <WebhookActions webhook={webhook} onSecret={setSecret} onGone={close} />
                <Deliveries webhook={webhook} />
              </Stack>
            )
          }
        </Loaded>
      )}
    </Drawer>
  );
}

type ActionsProps = { webhook: Webhook; onSecret: (secret: string) => void; onGone: () => void };

function WebhookActions({ webhook: { id, url, enabled, previousSecretUntil }, onSecret, onGone }: ActionsProps) {
  const { t } = useTranslation('keys');
  const { moment } = useWhen();
  const may = useMay();
  const queryClient = useQueryClient();
  const asked = { onSuccess: () => queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey }) };
  const param = { id };
  const test = useMutation({ ...asked, mutationFn: () => answerOf(api.v1.webhooks[':id'].test.$post({ param })) });
  const rotate = useMutation({ ...asked, mutationFn: () => answerOf(api.v1.webhooks[':id'].secret.$post({ param })) });
  const remove = useMutation({ ...asked, mutationFn: () => answerOf(api.v1.webhooks[':id'].$delete({ param })) });
  if (!may('webhooks:write')) return null;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {enabled && (
          <Button
            variant="default"
            loading={test.isPending}
            onClick={() => test.mutate(undefined, { onSuccess: () => done(t('webhooks.tested')) })}
          >
            {t('webhooks.test')}
          </Button>
        )}
        <ConfirmButton
          target={<Button variant="default">{t('webhooks.newSecret')}</Button>}
          title={t('webhooks.newSecretTitle')}
          says={t('webhooks.newSecretSays')}
          confirm={t('webhooks.newSecret')}
          mutation={rotate}
          act={() => rotate.mutate(undefined, { onSuccess: ({ secret }) => secret !== null && onSecret(secret) })}
        />
        <ConfirmButton
          target={<Button variant="default">{t('webhooks.remove')}</Button>}
          title={t('webhooks.removeTitle')}
          says={t('webhooks.removeSays', { url })}
          confirm={t('webhooks.remove')}
          mutation={remove}
          act={() =>
            remove.mutate(undefined, {
              onSuccess: () => {
                done(t('webhooks.removed'));
                onGone();
              },
            })
          }
          dangerous
        />
      </Group>
      {test.error !== null && <ProblemNote error={test.error} />}
      {previousSecretUntil !== null && new Date(previousSecretUntil) > new Date() && (
        <Text c="dimmed" size="sm">
          {t('webhooks.bothSign', { when: moment(previousSecretUntil) })}
        </Text>
      )}
    </Stack>
  );
}
