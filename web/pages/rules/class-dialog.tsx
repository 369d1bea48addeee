import { Modal, MultiSelect, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerStatuses } from '../../../domain/states.ts';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { unitsQuery } from '../../queries/house.ts';
import type { RuleSet } from '../../queries/rules.ts';
import { useDraft } from './rule-writes.ts';

type Props = { set: RuleSet; isNew?: boolean; opened: boolean; onClose: () => void };

/** Whom a ladder is for. A new one starts with the rules of the one that is looked at. */
export function ClassDialog({ set, isNew = false, opened, onClose }: Props) {
  const { t } = useTranslation('rules');
  const { t: tCommon } = useTranslation('common');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t(isNew ? 'class.newTitle' : 'class.title')}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <ClassForm set={set} isNew={isNew} onDone={onClose} />
    </Modal>
  );
}

function ClassForm({ set, isNew, onDone }: { set: RuleSet; isNew: boolean; onDone: () => void }) {
  const { t } = useTranslation('rules');
  const { t: tState } = useTranslation('states');
  const units = useQuery(unitsQuery).data ?? [];
  const navigate = useNavigate();
  const [name, setName] = useState(isNew ? '' : set.name);
  const [appliesTo, setAppliesTo] = useState<RuleSet['appliesTo']>(isNew ? {} : set.appliesTo);
  const id = isNew ? idOf(name) : set.id;
  const [readAt] = useState(isNew ? null : set.savedAt);
  const draft = useDraft(id, readAt);
  const { at, others } = useFieldProblems(draft.error, ['name']);
  const list = (key: 'units' | 'panels' | 'plans' | 'cities' | 'customerIds') => ({
    label: t(`class.${key}`),
    value: appliesTo[key] ?? [],
    onChange: (value: string[]) => setAppliesTo({ ...appliesTo, [key]: value }),
    ...inDialog,
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    draft.mutate(
      { name: name.trim(), appliesTo, rules: set.rules },
      {
        onSuccess: () => {
          onDone();
          if (isNew) void navigate({ to: '/envio-automatico', search: { regua: id } });
        },
      },
    );
  };
  return (
    <Form onSubmit={save}>
      <Stack>
        <Text>{t(isNew ? 'class.newSays' : 'class.says')}</Text>
        <TextInput
          required
          label={t('class.name')}
          error={at('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <MultiSelect {...list('units')} data={units.map((unit) => ({ value: unit.id, label: unit.name }))} />
        <TagsInput {...list('plans')} description={t('class.tagsHint')} />
        <TagsInput {...list('cities')} />
        <TagsInput {...list('panels')} />
        <MultiSelect
          label={t('class.statuses')}
          value={appliesTo.statuses ?? []}
          data={customerStatuses.map((status) => ({ value: status, label: tState(`customer.${status}`) }))}
          onChange={(value) => setAppliesTo({ ...appliesTo, statuses: customerStatuses.filter((status) => value.includes(status)) })}
          {...inDialog}
        />
        <TagsInput {...list('customerIds')} />
        {others !== null && <ProblemNote error={others} kept />}
        <DialogFoot pending={draft.isPending} onCancel={onDone} disabled={id === ''}>
          {t('class.save')}
        </DialogFoot>
      </Stack>
    </Form>
  );
}

const inDialog = { comboboxProps: { withinPortal: true } };

/** `Fibra 600, Centro` → `fibra-600-centro`. */
function idOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
