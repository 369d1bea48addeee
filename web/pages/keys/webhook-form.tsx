import { Button, Checkbox, Group, Radio, Stack, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { eventFamilies, singleEvents } from '../../../domain/webhook-events.ts';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useMay } from '../../queries/me.ts';
import { type Webhook, webhooksQuery } from '../../queries/webhooks.ts';

type Fields = Pick<Webhook, 'url' | 'events' | 'detail' | 'enabled'>;
type Props = { webhook?: Webhook; onDone: () => void; onSecret?: (secret: string) => void };

const knownEvents = [...eventFamilies.map((family) => `${family}.*`), ...singleEvents];

/** Where to call, about what, with how much in it. */
export function WebhookForm({ webhook, onDone, onSecret }: Props) {
  const { t } = useTranslation('keys');
  const { t: tCommon } = useTranslation('common');
  const may = useMay();
  const [fields, setFields] = useState<Fields>(() => webhook ?? { url: '', events: ['message.*'], detail: 'ids', enabled: true });
  const set = (changed: Partial<Fields>) => setFields((old) => ({ ...old, ...changed }));
  const save = useSavedWebhook(webhook, { onDone, ...(onSecret && { onSecret }) });
  const eventPaths = ['events', ...fields.events.map((_, index) => `events.${index}`)];
  const { at, others } = useFieldProblems(save.error, ['url', ...eventPaths]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { url, events, detail, enabled } = fields;
    save.mutate({ url: url.trim(), events, detail, enabled });
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <TextInput
          required
          type="url"
          label={t('webhooks.url')}
          description={t('webhooks.urlHint')}
          placeholder="https://"
          error={at('url')}
          value={fields.url}
          onChange={(event) => set({ url: event.currentTarget.value })}
          data-autofocus
        />
        <TagsInput
          label={t('webhooks.events')}
          description={t('webhooks.eventsHint')}
          error={eventPaths.map(at).find((problem) => problem !== null) ?? null}
          data={knownEvents}
          value={fields.events}
          onChange={(events) => set({ events })}
        />
        <Radio.Group
          label={t('webhooks.detail')}
          value={fields.detail}
          onChange={(value) => set({ detail: value === 'full' ? 'full' : 'ids' })}
        >
          <Stack gap="xs" mt={6}>
            <Radio value="ids" label={t('webhooks.ids')} />
            <Radio value="full" label={t('webhooks.full')} />
          </Stack>
        </Radio.Group>
        {webhook !== undefined && (
          <Checkbox
            label={t('webhooks.enabled')}
            checked={fields.enabled}
            onChange={(event) => set({ enabled: event.currentTarget.checked })}
          />
        )}
        {others !== null && <ProblemNote error={others} kept />}
        {may('webhooks:write') && (
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={fields.events.length === 0}>
              {webhook === undefined ? t('webhooks.create') : tCommon('actions.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </Form>
  );
}

function useSavedWebhook(webhook: Webhook | undefined, { onDone, onSecret }: Pick<Props, 'onDone' | 'onSecret'>) {
  const { t } = useTranslation('keys');
  const queryClient = useQueryClient();
  const [readAt] = useState(webhook?.updatedAt);
  const edit = useUnchangedSince(readAt);
  return useMutation({
    mutationFn: async (json: Fields) => {
      if (webhook === undefined) return answerOf(api.v1.webhooks.$post({ json }));
      const saved = await edit((query) => answerOf(api.v1.webhooks[':id'].$put({ param: { id: webhook.id }, query, json })));
      return { ...saved, secret: null };
    },
    onSuccess: async ({ secret }) => {
      await queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      done(t('webhooks.saved'));
      if (secret === null) onDone();
      else onSecret?.(secret);
    },
  });
}
