import { Button, Checkbox, Group, SegmentedControl, SimpleGrid, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Channel, channels } from '../../../domain/states.ts';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useMay } from '../../queries/me.ts';
import type { Template } from '../../queries/templates.ts';
import { LivePreview } from '../../texts/live-preview.tsx';
import { TextEditor } from '../../texts/text-editor.tsx';

type Fields = Pick<Template, 'name' | 'enabled' | 'channel' | 'subject' | 'text' | 'missing'>;

const empty: Fields = { name: '', enabled: true, channel: 'sms', subject: null, text: '', missing: {} };

/** Name, text and rules of a template, with its picture beside it. */
export function TemplateForm({ template }: { template?: Template }) {
  const { t } = useTranslation('templates');
  const { t: tCommon } = useTranslation('common');
  const may = useMay();
  const [fields, setFields] = useState<Fields>(() => (template === undefined ? empty : fieldsOf(template)));
  const save = useSavedTemplate(template);
  const { at, others } = useFieldProblems(save.error, ['name', 'text', 'subject']);
  const set = (changed: Partial<Fields>) => setFields((old) => ({ ...old, ...changed }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...fields, name: fields.name.trim(), subject: fields.channel === 'email' ? fields.subject : null });
  };
  return (
    <form onSubmit={submit}>
      <TextEditor
        wording={fields}
        use="notices"
        channel={fields.channel}
        error={at('text')}
        onChange={set}
        aside={<LivePreview wording={fields} channel={fields.channel} subject={fields.channel === 'email' ? fields.subject : null} />}
        foot={
          <>
            {others !== null && <ProblemNote error={others} kept />}
            {may('templates:write') && (
              <Group justify="flex-end">
                <Button type="submit" loading={save.isPending}>
                  {template === undefined ? t('create') : tCommon('actions.save')}
                </Button>
              </Group>
            )}
          </>
        }
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            required
            label={t('name')}
            error={at('name')}
            value={fields.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Group align="flex-end" gap="lg">
            <ChannelSwitch value={fields.channel} onChange={(channel) => set({ channel })} />
            <Checkbox
              mb={8}
              label={t('enabled')}
              checked={fields.enabled}
              onChange={(event) => set({ enabled: event.currentTarget.checked })}
            />
          </Group>
        </SimpleGrid>
        {fields.channel === 'email' && (
          <TextInput
            label={t('subject')}
            error={at('subject')}
            value={fields.subject ?? ''}
            onChange={(event) => set({ subject: event.currentTarget.value || null })}
          />
        )}
      </TextEditor>
    </form>
  );
}

function ChannelSwitch({ value, onChange }: { value: Channel; onChange: (channel: Channel) => void }) {
  const { t } = useTranslation('templates');
  return (
    <SegmentedControl
      aria-label={t('channel')}
      value={value}
      data={channels.map((channel) => ({ value: channel, label: t(`channels.${channel}`) }))}
      onChange={onChange}
    />
  );
}

function fieldsOf({ name, enabled, channel, subject, text, missing }: Template): Fields {
  return { name, enabled, channel, subject, text, missing };
}

/** A new template leads to its page; a changed one stays there. */
function useSavedTemplate(template: Template | undefined) {
  const { t } = useTranslation('templates');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [readAt] = useState(template?.updatedAt);
  const edit = useUnchangedSince(readAt);
  return useMutation({
    mutationFn: (json: Fields) =>
      template === undefined
        ? answerOf(api.v1.templates.$post({ json }))
        : edit((query) => answerOf(api.v1.templates[':id'].$put({ param: { id: template.id }, query, json }))),
    onSuccess: async (answer) => {
      queryClient.setQueryData(['template', answer.id], answer);
      await queryClient.invalidateQueries({ queryKey: ['templates'] });
      done(t('saved'));
      if (template === undefined) await navigate({ to: '/templates/$templateId', params: { templateId: answer.id } });
    },
  });
}
