import { Button, Checkbox, Drawer, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personalParts } from '../../domain/saved-filters.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { done } from '../parts/done.ts';
import { useFieldProblems } from '../parts/field-problems.ts';
import { Form } from '../parts/form.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useMay } from '../queries/me.ts';
import type { SavedFilter } from '../queries/saved-filters.ts';
import { useChangedSavedFilter, useForgottenSavedFilter } from './saved-filter-writes.ts';

/** The saved filters that a person may rename, share and forget. */
export function KnownFilters({ filters, opened, onClose }: { filters: SavedFilter[]; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('savedFilters');
  const { t: tCommon } = useTranslation('common');
  return (
    <Drawer opened={opened} onClose={onClose} title={t('open')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <Stack gap="lg">
        {filters.length === 0 && <Text c="dimmed">{t('none')}</Text>}
        {filters.map((filter) => (
          <KnownFilter key={filter.id} filter={filter} />
        ))}
      </Stack>
    </Drawer>
  );
}

function KnownFilter({ filter }: { filter: SavedFilter }) {
  const { t } = useTranslation('savedFilters');
  const { t: tCommon } = useTranslation('common');
  const may = useMay();
  const [name, setName] = useState(filter.name);
  const [shared, setShared] = useState(filter.shared);
  const change = useChangedSavedFilter();
  const { at, others } = useFieldProblems(change.error, ['name']);
  const isChanged = name.trim() !== filter.name || shared !== filter.shared;
  const mayShare = may('settings:write') && personalParts(filter.query).length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ id: filter.id, name: name.trim(), query: filter.query, shared }, { onSuccess: () => done(t('changed')) });
  };
  return (
    <Form onSubmit={submit} aria-label={filter.name}>
      <Stack gap="xs">
        <TextInput
          required
          label={t('name')}
          {...(!filter.mine && { description: t('of', { name: filter.ownerName }) })}
          maxLength={60}
          error={at('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {(mayShare || filter.shared) && (
          <Checkbox
            label={t('shared')}
            disabled={!mayShare && !shared}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        {others !== null && <ProblemNote error={others} kept />}
        <Group gap="xs">
          <Button type="submit" size="xs" variant="default" loading={change.isPending} disabled={!isChanged || name.trim() === ''}>
            {tCommon('actions.save')}
          </Button>
          <ForgetButton filter={filter} />
        </Group>
      </Stack>
    </Form>
  );
}

function ForgetButton({ filter: { id, name, shared } }: { filter: SavedFilter }) {
  const { t } = useTranslation('savedFilters');
  const forget = useForgottenSavedFilter();
  return (
    <ConfirmButton
      target={
        <Button variant="subtle" size="xs" color="red" c="var(--mantine-color-error)">
          {t('forget')}
        </Button>
      }
      title={t('forgetTitle', { name })}
      says={t(shared ? 'forgetSharedSays' : 'forgetSays')}
      confirm={t('forget')}
      dangerous
      mutation={forget}
      act={(onSuccess) =>
        forget.mutate(id, {
          onSuccess: () => {
            done(t('forgotten'));
            onSuccess();
          },
        })
      }
    />
  );
}
