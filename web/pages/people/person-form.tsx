import { Button, Checkbox, Fieldset, Group, MultiSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grants, type Role, roles } from '../../../domain/permissions.ts';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { unitsQuery } from '../../queries/house.ts';
import { type Person, peopleQuery } from '../../queries/people.ts';

type Rights = Pick<Person, 'name' | 'email' | 'role' | 'grants' | 'units'>;
type Props = {
  person?: Person;
  readOnly?: boolean;
  onDone: () => void;
  onOneTime?: (made: { name: string; password: string }) => void;
};

/** Name, role, grants and reach; a new person comes with a password that works once. */
export function PersonForm({ person, readOnly = false, onDone, onOneTime }: Props) {
  const { t } = useTranslation('people');
  const { t: tCommon } = useTranslation('common');
  const [rights, setRights] = useState<Rights>(() => startingRights(person));
  const set = (changed: Partial<Rights>) => setRights((old) => ({ ...old, ...changed }));
  const save = useSavedPerson(person, { onDone, ...(onOneTime && { onOneTime }) });
  const { at, others } = useFieldProblems(save.error, ['name', 'email', 'units']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...rights, name: rights.name.trim(), email: rights.email.trim() });
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <TextInput
          required
          label={t('form.name')}
          error={at('name')}
          value={rights.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          data-autofocus
        />
        <TextInput
          required
          type="email"
          autoComplete="off"
          label={t('form.email')}
          error={at('email')}
          value={rights.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <Radio.Group
          label={t('form.role')}
          value={rights.role}
          onChange={(value) => set({ role: roles.find((role) => role === value) ?? rights.role })}
        >
          <Stack gap="xs" mt={6}>
            {roles.map((role: Role) => (
              <Radio key={role} value={role} label={t(`role.${role}`)} description={t(`roleMeans.${role}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Checkbox.Group
          label={t('form.grants')}
          description={t('form.grantsHint')}
          value={rights.grants}
          onChange={(chosen) => set({ grants: grants.filter((grant) => chosen.includes(grant)) })}
        >
          <Stack gap="xs" mt={6}>
            {grants.map((grant) => (
              <Checkbox key={grant} value={grant} label={t(`grant.${grant}`)} description={t(`grantMeans.${grant}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Reach units={rights.units} error={at('units')} onChange={(units) => set({ units })} />
        {others !== null && <ProblemNote error={others} kept />}
        {!readOnly && (
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={rights.units?.length === 0}>
              {person === undefined ? t('form.create') : tCommon('actions.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </Form>
  );
}

function Reach({ units, error, onChange }: { units: string[] | null; error: string | null; onChange: (units: string[] | null) => void }) {
  const { t } = useTranslation('people');
  const known = useQuery(unitsQuery).data ?? [];
  return (
    <Fieldset legend={t('form.reach')}>
      <Radio.Group
        aria-label={t('form.reach')}
        value={units === null ? 'all' : 'some'}
        onChange={(value) => onChange(value === 'all' ? null : [])}
      >
        <Stack gap="xs">
          <Radio value="all" label={t('form.all')} />
          <Radio value="some" label={t('form.some')} description={t('form.someSays')} />
        </Stack>
      </Radio.Group>
      {units !== null && (
        <MultiSelect
          mt="sm"
          searchable
          label={t('form.units')}
          error={error}
          data={known.map(({ id, name }) => ({ value: id, label: name }))}
          value={units}
          onChange={onChange}
        />
      )}
    </Fieldset>
  );
}

function startingRights(person: Person | undefined): Rights {
  if (person === undefined) return { name: '', email: '', role: 'operator', grants: [], units: null };
  const { name, email, role, grants: given, units } = person;
  return { name, email, role, grants: given, units };
}

function useSavedPerson(person: Person | undefined, { onDone, onOneTime }: Pick<Props, 'onDone' | 'onOneTime'>) {
  const { t } = useTranslation('people');
  const queryClient = useQueryClient();
  const [readAt] = useState(person?.updatedAt);
  const edit = useUnchangedSince(readAt);
  return useMutation({
    mutationFn: async (rights: Rights) => {
      if (person === undefined) return answerOf(api.v1.users.$post({ json: rights }));
      const saved = await edit((query) => answerOf(api.v1.users[':id'].$patch({ param: { id: person.id }, query, json: rights })));
      return { ...saved, oneTimePassword: null };
    },
    onSuccess: async ({ name, oneTimePassword }) => {
      await queryClient.invalidateQueries({ queryKey: peopleQuery.queryKey });
      done(t(person === undefined ? 'form.created' : 'form.saved'));
      if (oneTimePassword === null) onDone();
      else onOneTime?.({ name, password: oneTimePassword });
    },
  });
}
