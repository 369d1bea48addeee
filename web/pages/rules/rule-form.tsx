import { Button, Checkbox, Fieldset, Group, NumberInput, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isConsequence } from '../../../domain/chasing.ts';
import { latePolicies, ruleTriggers, windowClasses } from '../../../domain/states.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { gatewaysInUseQuery } from '../../queries/house.ts';
import type { RuleSet } from '../../queries/rules.ts';
import { type FieldsProps, type RuleDraft, ruleOf } from './rule-draft.ts';
import { inOrder, useDraft } from './rule-writes.ts';
import { TextFields } from './text-fields.tsx';
import { WhenFields } from './when-fields.tsx';

type Props = { set: RuleSet; start: RuleDraft; isNew: boolean; canWrite: boolean; onDone: () => void };

const fieldNames = [
  'number',
  'event',
  'offset',
  'anchor',
  'time',
  'channels',
  'templateId',
  'gatewayId',
  'window',
  'late',
  'trigger',
  'validityHours',
  'resendAfterMinutes',
];

/** Everything about a rule. Saving makes or changes the draft; nothing leaves by it. */
export function RuleForm({ set, start, isNew, canWrite, onDone }: Props) {
  const { t } = useTranslation('rules');
  const [rule, setRule] = useState(start);
  const change = (changed: Partial<RuleDraft>) => setRule((old) => ({ ...old, ...changed }));
  const [readAt] = useState(set.savedAt);
  const draft = useDraft(set.id, readAt);
  const others = set.rules.filter(({ number }) => number !== start.number);
  const next = inOrder([...others, ruleOf(rule)]);
  const index = next.findIndex(({ number }) => number === rule.number);
  const { at, others: otherProblems } = useFieldProblems(
    draft.error,
    fieldNames.map((name) => `rules.${index}.${name}`),
  );
  const errorAt = (name: string) => at(`rules.${index}.${name}`);
  const save = (event: FormEvent) => {
    event.preventDefault();
    draft.mutate({ ...set, rules: next }, { onSuccess: onDone });
  };
  return (
    <Form onSubmit={save}>
      <Fieldset variant="unstyled" disabled={!canWrite}>
        <Stack gap="lg">
          <Checkbox
            label={t('form.enabled')}
            checked={rule.enabled}
            onChange={(event) => change({ enabled: event.currentTarget.checked })}
          />
          <WhenFields rule={rule} errorAt={errorAt} onChange={change} />
          <TextFields rule={rule} errorAt={errorAt} onChange={change} />
          <Policies rule={rule} errorAt={errorAt} onChange={change} />
          {otherProblems !== null && <ProblemNote error={otherProblems} kept />}
          {canWrite ? (
            <Group justify="space-between">
              {isNew ? (
                <span />
              ) : (
                <Button
                  variant="subtle"
                  color="red.8"
                  loading={draft.isPending}
                  onClick={() => draft.mutate({ ...set, rules: others }, { onSuccess: onDone })}
                >
                  {t('form.remove')}
                </Button>
              )}
              <Button type="submit" loading={draft.isPending}>
                {t('form.save')}
              </Button>
            </Group>
          ) : (
            <Text c="dimmed">{t('form.readOnly')}</Text>
          )}
        </Stack>
      </Fieldset>
    </Form>
  );
}

/** Through what it goes, at which hours, and what happens when it comes late. */
function Policies({ rule, errorAt, onChange }: FieldsProps) {
  const { t } = useTranslation('rules');
  const gateways = useQuery(gatewaysInUseQuery).data ?? [];
  const isReminder = rule.event === 'due' || rule.event === 'created' || rule.event === 'discount_end';
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={t('form.window')}
          error={errorAt('window')}
          allowDeselect={false}
          value={rule.window}
          data={windowClasses
            .filter((name) => name !== 'always' || rule.window === 'always')
            .map((name) => ({ value: name, label: t(`window.${name}`) }))}
          onChange={(value) => onChange({ window: windowClasses.find((name) => name === value) ?? rule.window })}
        />
        <Select
          label={t('form.gateway')}
          error={errorAt('gatewayId')}
          placeholder={t('form.usualGateway')}
          clearable
          value={rule.gatewayId}
          data={gateways.filter(({ channel }) => rule.channels.includes(channel)).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(gatewayId) => onChange({ gatewayId })}
        />
      </SimpleGrid>
      <Select
        label={t('form.late')}
        description={t(`lateMeans.${rule.late}`)}
        error={errorAt('late')}
        allowDeselect={false}
        value={rule.late}
        data={latePolicies
          .filter((policy) => policy !== 'merge' || isReminder)
          .map((policy) => ({ value: policy, label: t(`late.${policy}`) }))}
        onChange={(value) => onChange({ late: latePolicies.find((policy) => policy === value) ?? rule.late })}
      />
      {isConsequence(rule) && (
        <Select
          label={t('form.trigger')}
          description={t(`triggerMeans.${rule.trigger}`)}
          error={errorAt('trigger')}
          allowDeselect={false}
          value={rule.trigger}
          data={ruleTriggers.map((trigger) => ({ value: trigger, label: t(`trigger.${trigger}`) }))}
          onChange={(value) => onChange({ trigger: ruleTriggers.find((trigger) => trigger === value) ?? rule.trigger })}
        />
      )}
      <NumberInput
        label={t('form.validity')}
        description={t('form.validityHint')}
        error={errorAt('validityHours')}
        min={1}
        value={rule.validityHours ?? ''}
        onChange={(value) => onChange({ validityHours: value === '' ? null : Number(value) })}
      />
      <NumberInput
        label={t('form.resend')}
        description={t('form.resendHint')}
        error={errorAt('resendAfterMinutes')}
        min={1}
        value={rule.resendAfterMinutes ?? ''}
        onChange={(value) => onChange({ resendAfterMinutes: value === '' ? null : Number(value) })}
      />
      <Checkbox
        label={t('form.grouping')}
        description={t('form.groupingHint')}
        checked={rule.grouping}
        onChange={(event) => onChange({ grouping: event.currentTarget.checked })}
      />
    </Stack>
  );
}
