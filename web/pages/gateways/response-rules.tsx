import { ActionIcon, Button, Group, Input, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { outcomes } from '../../../domain/states.ts';
import { IconTrash } from '../../parts/icons.ts';

type Rule = Record<string, unknown>;
type Props = { label: string; help: string | null; error: string | null; value: unknown; onChange: (value: Rule[]) => void };

/** What the provider's answers mean: the first rule that fits decides. Parts of a rule that have no field here stay as they are. */
export function ResponseRules({ label, help, error, value, onChange }: Props) {
  const { t } = useTranslation('gateways');
  const rules: Rule[] = Array.isArray(value) ? value : [];
  const change = (index: number, changed: Rule) =>
    onChange(
      rules.map((rule, at) =>
        at === index ? Object.fromEntries(Object.entries({ ...rule, ...changed }).filter(([, part]) => part !== undefined)) : rule,
      ),
    );
  return (
    <Input.Wrapper label={label} description={help} error={error}>
      <Stack gap="xs" mt={6}>
        {rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name but their place, and it is their place that counts
          <Group key={index} gap="xs" align="flex-end" wrap="wrap">
            <NumberInput
              w={90}
              label={t('rule.status')}
              hideControls
              value={typeof rule.status === 'number' ? rule.status : ''}
              onChange={(given) => change(index, { status: given === '' ? undefined : Number(given) })}
            />
            <TextInput
              flex="1 1 180px"
              label={t('rule.body')}
              value={typeof rule.body === 'string' ? rule.body : ''}
              placeholder={rule.json === undefined ? '' : JSON.stringify(rule.json)}
              onChange={(event) => change(index, { body: event.currentTarget.value || undefined })}
            />
            <Select
              w={190}
              label={t('rule.outcome')}
              allowDeselect={false}
              value={typeof rule.outcome === 'string' ? rule.outcome : null}
              data={outcomes.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
              onChange={(outcome) => change(index, { outcome })}
            />
            <TextInput
              flex="1 1 140px"
              label={t('rule.reason')}
              value={typeof rule.reason === 'string' ? rule.reason : ''}
              onChange={(event) => change(index, { reason: event.currentTarget.value || undefined })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('rule.remove', { number: index + 1 })}
              onClick={() => onChange(rules.filter((_, at) => at !== index))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <Button variant="default" size="xs" onClick={() => onChange([...rules, { status: 200, outcome: 'accepted' }])}>
            {t('rule.add')}
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}
