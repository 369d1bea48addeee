import { Pill, Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { searchQuery } from '../../../queries/search.ts';

type Props = { label: string; ids: string[]; onChange: (ids: string[]) => void };

/** Customers one by one, found by a few letters. */
export function CustomersInput({ label, ids, onChange }: Props) {
  const { t } = useTranslation('campaigns');
  const [typed, setTyped] = useState('');
  const [names, setNames] = useState<Record<string, string>>({});
  const [asked] = useDebouncedValue(typed.trim(), 200);
  const { data } = useQuery(searchQuery(asked));
  const found = (data?.customers ?? []).filter(({ id }) => !ids.includes(id));
  return (
    <Stack gap="sm">
      <Select
        label={label}
        placeholder={t('filter.searchCustomer')}
        searchable
        comboboxProps={{ withinPortal: false }}
        nothingFoundMessage={t(asked.length >= 2 ? 'filter.noCustomer' : 'filter.typeCustomer')}
        filter={({ options }) => options}
        data={found.map(({ id, name }) => ({ value: id, label: name }))}
        value={null}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(id, option) => {
          if (id === null) return;
          setNames({ ...names, [id]: option?.label ?? id });
          onChange([...ids, id]);
          setTyped('');
        }}
      />
      {ids.length > 0 && (
        <Pill.Group>
          {ids.map((id) => (
            <Pill
              key={id}
              withRemoveButton
              removeButtonProps={{ 'aria-label': t('filter.takeOut', { name: names[id] ?? id }), tabIndex: 0, 'aria-hidden': false }}
              onRemove={() => onChange(ids.filter((other) => other !== id))}
            >
              {names[id] ?? id}
            </Pill>
          ))}
        </Pill.Group>
      )}
    </Stack>
  );
}
