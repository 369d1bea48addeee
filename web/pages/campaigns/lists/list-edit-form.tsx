import { Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnchangedSince } from '../../../client/unchanged-since.ts';
import { useWhen } from '../../../format/when.ts';
import { DialogFoot } from '../../../parts/dialog-foot.tsx';
import { done } from '../../../parts/done.ts';
import { useFieldProblems } from '../../../parts/field-problems.ts';
import { Form } from '../../../parts/form.tsx';
import { ProblemNote } from '../../../parts/problem-note.tsx';
import { changeList, listsQuery, type RecipientList } from '../../../queries/lists.ts';
import { type Consent, ConsentInputs, keptConsent } from './consent-inputs.tsx';

/** Another name of a list, or what its owners agreed to; its phones stay. */
export function ListEditForm({ list, onClose }: { list: RecipientList; onClose: () => void }) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation('common');
  const { today, localDate } = useWhen();
  const queryClient = useQueryClient();
  const [opened] = useState(list);
  const [shown] = useState<Consent>(() => ({
    given: opened.consent !== null,
    on: opened.consent === null ? today() : localDate(opened.consent.at),
    source: opened.consent?.source ?? '',
  }));
  const [name, setName] = useState(opened.name);
  const [consent, setConsent] = useState(shown);
  const edit = useUnchangedSince(opened.updatedAt);
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), consent: keptConsent(consent, { shown, kept: opened.consent }) };
      return edit((query) => changeList(opened.id, query, body));
    },
    onSuccess: async () => {
      await Promise.all([listsQuery.queryKey, ['audience-preview']].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      done(t('lists.changed'));
      onClose();
    },
  });
  const { at, others } = useFieldProblems(save.error, ['name', 'consent.source']);
  const submit = (event: FormEvent) => {
    // As for a new list: the form of the campaign around it is not meant.
    event.preventDefault();
    event.stopPropagation();
    save.mutate();
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <TextInput
          required
          label={t('lists.name')}
          error={at('name')}
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        <ConsentInputs consent={consent} problem={at('consent.source')} onChange={setConsent} />
        {others !== null && <ProblemNote error={others} kept />}
        <DialogFoot pending={save.isPending} onCancel={onClose}>
          {tCommon('actions.save')}
        </DialogFoot>
      </Stack>
    </Form>
  );
}
