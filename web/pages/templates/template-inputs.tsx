import { Checkbox, Group, SegmentedControl, SimpleGrid, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Channel, channels } from '../../../domain/states.ts';
import type { TemplateFields, Wording } from '../../queries/templates.ts';
import { LivePreview } from '../../texts/live-preview.tsx';
import { TextEditor } from '../../texts/text-editor.tsx';

type Props = { fields: TemplateFields; at: (field: string) => string | null; onChange: (fields: TemplateFields) => void; foot: ReactNode };

export const emptyTemplate: TemplateFields = { name: '', enabled: true, channel: 'sms', subject: null, text: '', missing: {} };

/** What a template says, without its name. */
export function wordingOf({ subject, text, missing }: Wording): Wording {
  return { subject, text, missing };
}

/** Name, text and rules of a template, with its picture beside it. */
export function TemplateInputs({ fields, at, onChange, foot }: Props) {
  const { t } = useTranslation('templates');
  const set = (changed: Partial<TemplateFields>) => onChange({ ...fields, ...changed });
  const isMail = fields.channel === 'email';
  return (
    <TextEditor
      wording={fields}
      use="notices"
      channel={fields.channel}
      error={at('text')}
      onChange={set}
      aside={<LivePreview wording={fields} channel={fields.channel} subject={isMail ? fields.subject : null} />}
      foot={foot}
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
      {isMail && (
        <TextInput
          label={t('subject')}
          error={at('subject')}
          value={fields.subject ?? ''}
          onChange={(event) => set({ subject: event.currentTarget.value || null })}
        />
      )}
    </TextEditor>
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
