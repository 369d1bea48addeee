import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { Card } from '../../parts/card.tsx';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useMay } from '../../queries/me.ts';
import { panelsQuery } from '../../queries/units.ts';

/** The groups of customers that files and filters name. */
export function Panels() {
  const { t } = useTranslation('units');
  const may = useMay();
  const panels = useQuery(panelsQuery);
  return (
    <Card title={t('panels.title')}>
      <Stack>
        <Text c="dimmed">{t('panels.says')}</Text>
        <Loaded query={panels}>
          {(all) =>
            all.length === 0 ? (
              <Text>{t('panels.none')}</Text>
            ) : (
              <List>
                {all.map(({ id, name }) => (
                  <List.Item key={id}>
                    {name}{' '}
                    <Text span c="dimmed" size="sm">
                      {id}
                    </Text>
                  </List.Item>
                ))}
              </List>
            )
          }
        </Loaded>
        {may('units:write') && <NewPanel />}
      </Stack>
    </Card>
  );
}

function NewPanel() {
  const { t } = useTranslation('units');
  const queryClient = useQueryClient();
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const taken = (useQuery(panelsQuery).data ?? []).some((panel) => panel.id === id.trim());
  const edit = useUnchangedSince(null);
  const save = useMutation({
    mutationFn: () =>
      edit((query) => answerOf(api.v1.panels[':id'].$put({ param: { id: id.trim() }, query, json: { name: name.trim() } }))),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: panelsQuery.queryKey });
      setId('');
      setName('');
      done(t('panels.saved'));
    },
  });
  const { at, others } = useFieldProblems(save.error, ['id', 'name']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Form onSubmit={submit}>
      <Group align="flex-end" gap="xs">
        <TextInput
          required
          label={t('panels.id')}
          error={taken ? t('panels.taken') : at('id')}
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <TextInput
          required
          label={t('panels.name')}
          error={at('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={save.isPending} disabled={taken}>
          {t('panels.add')}
        </Button>
      </Group>
      {others !== null && <ProblemNote error={others} kept />}
    </Form>
  );
}
