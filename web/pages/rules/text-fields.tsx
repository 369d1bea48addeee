import { Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../../domain/states.ts';
import { PhoneBubble } from '../../parts/phone-bubble.tsx';
import { ruleTextsQuery, sampleQuery } from '../../queries/rules.ts';
import type { FieldsProps } from './rule-draft.ts';

const ways = { sms: ['sms'], email: ['email'], 'sms,email': ['sms', 'email'], 'email,sms': ['email', 'sms'] } as const satisfies Record<
  string,
  readonly Channel[]
>;
type Way = keyof typeof ways;

/** By which channels, in order, and with which text by each. */
export function TextFields({ rule, errorAt, onChange }: FieldsProps) {
  const { t } = useTranslation('rules');
  const texts = useQuery(ruleTextsQuery).data ?? [];
  const way = rule.channels.join(',');
  const textOf = (channel: Channel): string | null => {
    const own = rule.templates[channel];
    if (own !== undefined) return own;
    const main = texts.find(({ id }) => id === rule.templateId);
    return main?.channel === channel ? main.id : null;
  };
  const choose = (channels: readonly Channel[], text: (channel: Channel) => string | null) => {
    const [first = 'sms', ...others] = channels;
    const templates = Object.fromEntries(others.flatMap((channel) => (text(channel) === null ? [] : [[channel, text(channel) ?? '']])));
    onChange({ channels: [...channels], templateId: text(first) ?? '', templates });
  };
  const sample = useQuery({ ...sampleQuery(rule.templateId), enabled: rule.templateId !== '' }).data;
  return (
    <Stack gap="sm">
      <Select
        label={t('form.channels')}
        error={errorAt('channels')}
        allowDeselect={false}
        value={way}
        data={Object.keys(ways).map((value) => ({ value, label: t(`ways.${wayOf(value)}`) }))}
        onChange={(value) => choose(ways[wayOf(value)], textOf)}
      />
      {rule.channels.map((channel) => (
        <Select
          key={channel}
          required
          searchable
          label={t(`form.text.${channel}`)}
          error={errorAt('templateId')}
          placeholder={t('form.chooseText')}
          nothingFoundMessage={t('form.noText')}
          value={textOf(channel)}
          data={texts
            .filter((text) => text.channel === channel && (text.enabled || text.id === textOf(channel)))
            .map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => choose(rule.channels, (other) => (other === channel ? value : textOf(other)))}
        />
      ))}
      {sample?.text && (
        <PhoneBubble text={sample.text} subject={sample.subject} segments={sample.segments} unicode={sample.encoding === 'UCS-2'} />
      )}
    </Stack>
  );
}

function wayOf(value: string | null): Way {
  return value === 'email' || value === 'sms,email' || value === 'email,sms' ? value : 'sms';
}
