import { Fieldset, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { WholeNumber } from '../../parts/whole-number.tsx';
import { templateChoicesQuery } from '../../queries/templates.ts';
import type { RulesPart } from './house-rules.ts';

/** How far attendants may promise, and what customers are told on the eve. */
export function PromiseRules({ rules: { promises }, onChange, at }: RulesPart) {
  const { t } = useTranslation('service');
  const templates = (useQuery(templateChoicesQuery).data ?? []).filter(({ channel, enabled }) => channel === 'sms' && enabled);
  const set = (change: Partial<typeof promises>) => onChange({ promises: { ...promises, ...change } });
  return (
    <Fieldset legend={t('rules.promises.legend')}>
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <WholeNumber
            label={t('rules.promises.mostDays')}
            min={1}
            max={90}
            error={at('promises.mostDays')}
            value={promises.mostDays}
            onChange={(mostDays) => set({ mostDays })}
          />
          <WholeNumber
            label={t('rules.promises.perCustomer')}
            min={1}
            max={100}
            error={at('promises.perCustomer')}
            value={promises.perCustomer}
            onChange={(perCustomer) => set({ perCustomer })}
          />
          <WholeNumber
            label={t('rules.promises.withinDays')}
            min={1}
            max={730}
            error={at('promises.withinDays')}
            value={promises.withinDays}
            onChange={(withinDays) => set({ withinDays })}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            clearable
            searchable
            label={t('rules.promises.template')}
            placeholder={t('rules.promises.noTemplate')}
            error={at('promises.reminderTemplateId')}
            value={promises.reminderTemplateId}
            data={templates.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(reminderTemplateId) => set({ reminderTemplateId })}
          />
          <TextInput
            required
            type="time"
            label={t('rules.promises.time')}
            error={at('promises.reminderTime')}
            value={promises.reminderTime}
            onChange={(event) => set({ reminderTime: event.currentTarget.value })}
          />
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}
