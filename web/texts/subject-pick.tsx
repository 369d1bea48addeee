import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '../format/money.ts';
import { useWhen } from '../format/when.ts';
import { searchQuery } from '../queries/search.ts';

/** Whom a text is shown for: a customer, a charge, or the sample data. */
export type Subject = { customerId?: string; chargeId?: string };

/** Finds a customer or a charge by a few letters. */
export function SubjectPick({ onPick }: { onPick: (subject: Subject) => void }) {
  const { t } = useTranslation('texts');
  const { t: tFrame } = useTranslation('frame');
  const { day } = useWhen();
  const [typed, setTyped] = useState('');
  const [picked, setPicked] = useState<{ value: string; label: string } | null>(null);
  const [asked] = useDebouncedValue(typed.trim(), 200);
  const isPicked = picked?.label === typed;
  const { data } = useQuery({ ...searchQuery(asked), enabled: asked.length >= 2 && !isPicked });
  const customers = (data?.customers ?? []).map(({ id, name }) => ({ value: `customerId ${id}`, label: name }));
  const charges = (data?.charges ?? []).map(({ id, code, customerName, amountCents, dueDate }) => ({
    value: `chargeId ${id}`,
    label: `${code ?? id} · ${customerName} · ${money(amountCents)} · ${day(dueDate)}`,
  }));
  const others = picked === null || [...customers, ...charges].some(({ value }) => value === picked.value) ? [] : [picked];
  return (
    <Select
      label={t('preview.for')}
      placeholder={t('preview.sample')}
      description={t('preview.pick')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('preview.clear'), tabIndex: 0 }}
      nothingFoundMessage={asked.length >= 2 ? t('preview.nothing') : t('preview.type')}
      filter={({ options }) => options}
      data={[
        ...others,
        ...(customers.length > 0 ? [{ group: tFrame('search.customers'), items: customers }] : []),
        ...(charges.length > 0 ? [{ group: tFrame('search.charges'), items: charges }] : []),
      ]}
      value={picked?.value ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(value, option) => {
        setPicked(value === null ? null : { value, label: option?.label ?? '' });
        const [kind, id] = value?.split(' ') ?? [];
        onPick(id === undefined ? {} : kind === 'chargeId' ? { chargeId: id } : { customerId: id });
      }}
    />
  );
}
