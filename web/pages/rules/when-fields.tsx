import { Group, Input, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { firstOwnRuleNumber, ruleAnchors } from '../../../domain/rules.ts';
import { ruleEvents } from '../../../domain/states.ts';
import { type FieldsProps, offsetUnits, sidesOf } from './rule-draft.ts';

/** When a rule comes: what it is about, its distance, what that counts from, and the hour. */
export function WhenFields({ rule, errorAt, onChange }: FieldsProps) {
  const { t } = useTranslation('rules');
  const { t: tState } = useTranslation('states');
  const sides = sidesOf(rule);
  const isOwn = rule.number >= firstOwnRuleNumber;
  const anchors = rule.event === 'birthday' || rule.event === 'paid' ? [] : ruleAnchors;
  return (
    <Stack gap="sm">
      {isOwn && (
        <Select
          label={t('form.event')}
          error={errorAt('event')}
          allowDeselect={false}
          value={rule.event}
          data={ruleEvents.filter((event) => event !== 'birthday').map((event) => ({ value: event, label: tState(`event.${event}`) }))}
          onChange={(value) => onChange({ event: ruleEvents.find((event) => event === value) ?? rule.event, trigger: 'clock' })}
        />
      )}
      {sides.length > 0 && (
        <Input.Wrapper label={t('form.distance')} error={errorAt('offset')}>
          <Group gap="xs" wrap="nowrap">
            <NumberInput
              aria-label={t('form.amount')}
              w={90}
              min={0}
              value={rule.amount}
              onChange={(value) => onChange({ amount: Number(value) || 0 })}
            />
            <Select
              aria-label={t('form.unit')}
              allowDeselect={false}
              value={rule.unit}
              data={offsetUnits.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
              onChange={(value) => onChange({ unit: offsetUnits.find((unit) => unit === value) ?? rule.unit })}
            />
            <Select
              aria-label={t('form.side')}
              allowDeselect={false}
              disabled={sides.length === 1}
              value={sides.length === 1 ? (sides[0] ?? rule.side) : rule.side}
              data={[
                { value: 'before', label: t('side.before') },
                { value: 'after', label: t('side.after') },
              ]}
              onChange={(value) => onChange({ side: value === 'before' ? 'before' : 'after' })}
            />
          </Group>
        </Input.Wrapper>
      )}
      {anchors.length > 0 && (
        <Select
          label={t('form.anchor')}
          error={errorAt('anchor')}
          placeholder={t(`usualAnchor.${rule.event}`)}
          clearable
          value={rule.anchor}
          data={anchors.map((anchor) => ({ value: anchor, label: t(`anchor.${anchor}`) }))}
          onChange={(value) => onChange({ anchor: ruleAnchors.find((anchor) => anchor === value) ?? null })}
        />
      )}
      <TextInput
        type="time"
        label={t('form.time')}
        description={t('form.timeHint')}
        error={errorAt('time')}
        value={rule.time ?? ''}
        onChange={(event) => onChange({ time: event.currentTarget.value === '' ? null : event.currentTarget.value })}
      />
    </Stack>
  );
}
