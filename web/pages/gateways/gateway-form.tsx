import { Button, Group, List, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { Card } from '../../parts/card.tsx';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Gateway, GatewayService } from '../../queries/gateways.ts';
import { gatewaysQuery } from '../../queries/house.ts';
import { LimitFields, type Limits, startingLimits } from './limit-fields.tsx';
import { settingFields, startingSettings } from './setting-field.ts';
import { SettingInput } from './setting-input.tsx';

type Props = { service: GatewayService; name: string; gateway?: Gateway; preset?: Record<string, unknown> };

/** The form of a provider: its own fields with its own names, then rate and limits. */
export function GatewayForm({ service, gateway, preset, name: firstName }: Props) {
  const { t } = useTranslation('gateways');
  const { t: tCommon } = useTranslation('common');
  const fields = settingFields(service.fields);
  const [name, setName] = useState(firstName);
  const [settings, setSettings] = useState(() => gateway?.settings ?? startingSettings(fields, recordIn(preset?.settings)));
  const [limits, setLimits] = useState<Limits>(() => startingLimits(gateway, { ...service.defaults, ...recordIn(preset?.defaults) }));
  const save = useSavedGateway(gateway, service.id);
  const paths = [...fields.map((field) => `settings.${field.name}`), ...['name', 'quantity', 'intervalSeconds', 'price', 'maxConnections']];
  const { at, others } = useFieldProblems(save.error, paths);
  const notes = [...service.notes, ...(Array.isArray(preset?.notes) ? preset.notes.map(String) : [])];
  const set = (field: string, value: unknown) => setSettings((old) => ({ ...old, [field]: value }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name: name.trim(), settings, ...limits });
  };
  const [short, long] = [fields.filter(({ kind }) => !longKinds.has(kind)), fields.filter(({ kind }) => longKinds.has(kind))];
  return (
    <Form onSubmit={submit}>
      <Card title={t('form.account')}>
        {notes.length > 0 && (
          <List size="sm" c="dimmed" mb="md">
            {notes.map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        )}
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              required
              label={t('form.name')}
              error={at('name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            {short.map((field) => (
              <SettingInput
                key={field.name}
                field={field}
                value={settings[field.name]}
                error={at(`settings.${field.name}`)}
                onChange={(value) => set(field.name, value)}
              />
            ))}
          </SimpleGrid>
          {long.map((field) => (
            <SettingInput
              key={field.name}
              field={field}
              value={settings[field.name]}
              error={at(`settings.${field.name}`)}
              onChange={(value) => set(field.name, value)}
            />
          ))}
          <LimitFields limits={limits} isMail={service.channel === 'email'} at={at} onChange={setLimits} />
          {others !== null && <ProblemNote error={others} kept />}
          <Group justify="flex-end">
            {gateway === undefined && <Text c="dimmed">{t('form.testNext')}</Text>}
            <Button type="submit" loading={save.isPending}>
              {gateway === undefined ? t('form.create') : tCommon('actions.save')}
            </Button>
          </Group>
        </Stack>
      </Card>
    </Form>
  );
}

const longKinds: ReadonlySet<string> = new Set(['rules', 'headers', 'mapping']);

type Saved = { name: string; settings: Record<string, unknown> } & Limits;

/** A new gateway leads to its page, where it is tried out; a changed one stays there. */
function useSavedGateway(gateway: Gateway | undefined, service: string) {
  const { t } = useTranslation('gateways');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [readAt] = useState(gateway?.updatedAt);
  const edit = useUnchangedSince(readAt);
  return useMutation({
    mutationFn: (saved: Saved) =>
      gateway === undefined
        ? answerOf(api.v1.gateways.$post({ json: { ...saved, service } }))
        : edit((query) => answerOf(api.v1.gateways[':id'].$patch({ param: { id: gateway.id }, query, json: saved }))),
    onSuccess: async (answer) => {
      // Not set from the answer: that hides the secret of the addresses.
      await queryClient.invalidateQueries({ queryKey: ['gateway', answer.id] });
      await queryClient.invalidateQueries({ queryKey: gatewaysQuery.queryKey });
      done(t('form.saved'));
      if (gateway === undefined) await navigate({ to: '/configuracao/gateways/$gatewayId', params: { gatewayId: answer.id } });
    },
  });
}

function recordIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
