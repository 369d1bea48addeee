import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { entities } from '../../../domain/words/change.ts';
import { keysQuery } from '../../queries/keys.ts';
import { peopleQuery } from '../../queries/people.ts';
import classes from './audit-page.module.css';

type Filter = { [Name in 'quem' | 'assunto' | 'codigo' | 'de' | 'ate']?: string | undefined };

/** Who, about what, when; all of it lives in the address. */
export function AuditFilters({ filter, onChange }: { filter: Filter; onChange: (change: Filter) => void }) {
  const { t } = useTranslation('audit');
  const { t: tCommon } = useTranslation('common');
  const people = useQuery(peopleQuery).data ?? [];
  const keys = useQuery(keysQuery).data ?? [];
  const [code, setCode] = useState(filter.codigo ?? '');
  const tellCode = useDebouncedCallback((codigo: string) => onChange({ codigo: codigo.trim() || undefined }), 350);
  useEffect(() => setCode(filter.codigo ?? ''), [filter.codigo]);
  const actors = [
    ...people.map(({ id, name }) => ({ value: `user:${id}`, label: name })),
    ...keys.map(({ id, name }) => ({ value: `key:${id}`, label: t('who.key', { name }) })),
    { value: 'cli', label: t('who.cli') },
  ];
  const day = (name: 'de' | 'ate', label: string) => (
    <TextInput
      type="date"
      label={label}
      value={filter[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
    />
  );
  return (
    <Group className={classes.filters} gap="xs" mb="md" role="search" aria-label={t('filters.label')} align="flex-end">
      <Select
        searchable
        clearable
        label={t('filters.actor')}
        placeholder={t('filters.any')}
        value={filter.quem ?? null}
        data={actors}
        onChange={(quem) => onChange({ quem: quem ?? undefined })}
      />
      <Select
        searchable
        clearable
        label={t('filters.entity')}
        placeholder={t('filters.any')}
        value={filter.assunto ?? null}
        data={entities.map((value) => ({ value, label: t(`entity.${value}`) }))}
        onChange={(assunto) => onChange({ assunto: assunto ?? undefined })}
      />
      <TextInput
        label={t('filters.id')}
        value={code}
        onChange={(event) => {
          setCode(event.currentTarget.value);
          tellCode(event.currentTarget.value);
        }}
      />
      {day('de', t('filters.from'))}
      {day('ate', t('filters.to'))}
      {Object.keys(filter).length > 0 && (
        <Button
          variant="subtle"
          onClick={() => onChange({ ...{ quem: undefined, assunto: undefined, codigo: undefined }, ...{ de: undefined, ate: undefined } })}
        >
          {tCommon('actions.clearFilters')}
        </Button>
      )}
    </Group>
  );
}
