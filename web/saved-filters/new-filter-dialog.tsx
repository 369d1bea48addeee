import { Checkbox, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FilteredList, personalParts, type SavedQuery } from '../../domain/saved-filters.ts';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import { done } from '../parts/done.ts';
import { useFieldProblems } from '../parts/field-problems.ts';
import { Form } from '../parts/form.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useMay } from '../queries/me.ts';
import { hasPeriodToLeave, withoutPeriod } from './period.ts';
import { useNewSavedFilter } from './saved-filter-writes.ts';

type Props = { list: FilteredList; query: SavedQuery; opened: boolean; onClose: () => void };

/** Asks under which name the filter of a page is kept. */
export function NewFilterDialog({ opened, onClose, ...asked }: Props) {
  const { t } = useTranslation('savedFilters');
  const { t: tCommon } = useTranslation('common');
  return (
    <Modal opened={opened} onClose={onClose} title={t('saveTitle')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <NewFilterForm {...asked} onClose={onClose} />
    </Modal>
  );
}

function NewFilterForm({ list, query, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation('savedFilters');
  const may = useMay();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [dated, setDated] = useState(false);
  const save = useNewSavedFilter();
  const { at, others } = useFieldProblems(save.error, ['name']);
  const mayLeavePeriod = hasPeriodToLeave(query);
  const kept = mayLeavePeriod && !dated ? withoutPeriod(query) : query;
  const isPersonal = personalParts(kept).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { list, name: name.trim(), query: kept, shared: shared && !isPersonal },
      {
        onSuccess: () => {
          done(t('saved', { name: name.trim() }));
          onClose();
        },
      },
    );
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <TextInput
          required
          data-autofocus
          label={t('name')}
          placeholder={t(`example.${list}`)}
          maxLength={60}
          error={at('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {mayLeavePeriod && (
          <Checkbox
            label={t('dated')}
            description={t('datedSays')}
            checked={dated}
            onChange={(event) => setDated(event.currentTarget.checked)}
          />
        )}
        {may('settings:write') &&
          (isPersonal ? (
            <Text c="dimmed" size="sm">
              {t('personal')}
            </Text>
          ) : (
            <Checkbox
              label={t('shared')}
              description={t('sharedSays')}
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          ))}
        {others !== null && <ProblemNote error={others} kept />}
        <DialogFoot pending={save.isPending} onCancel={onClose}>
          {t('saveConfirm')}
        </DialogFoot>
      </Stack>
    </Form>
  );
}
