import { Button, Divider, Group, Select, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { done } from '../../../parts/done.ts';
import { deleteList, listsQuery, type RecipientList } from '../../../queries/lists.ts';
import { ListEditForm } from './list-edit-form.tsx';

/** The lists that are there: to be used, changed, or removed for good. */
export function KnownLists({ onChoose }: { onChoose: (list: RecipientList) => void }) {
  const { t } = useTranslation('campaigns');
  const queryClient = useQueryClient();
  const lists = useQuery(listsQuery).data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const list = lists.find(({ id }) => id === chosen);
  const remove = useMutation({
    mutationFn: deleteList,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: listsQuery.queryKey }),
  });
  if (lists.length === 0) return null;
  return (
    <Stack gap="md">
      <Select
        label={t('lists.known')}
        placeholder={t('filter.choose')}
        searchable
        value={chosen}
        data={lists.map(({ id, name, phones }) => ({ value: id, label: `${name} · ${t('lists.phones', { count: phones })}` }))}
        onChange={(id) => {
          setChosen(id);
          setEditing(false);
        }}
      />
      {list !== undefined && editing && <ListEditForm key={list.id} list={list} onClose={() => setEditing(false)} />}
      {list !== undefined && !editing && (
        <Group justify="flex-end">
          <ConfirmButton
            target={
              <Button variant="subtle" color="red" c="var(--mantine-color-error)">
                {t('lists.remove')}
              </Button>
            }
            title={t('lists.removeTitle', { name: list.name })}
            says={t('lists.removeSays')}
            confirm={t('lists.remove')}
            dangerous
            mutation={remove}
            act={(onSuccess) =>
              remove.mutate(list.id, {
                onSuccess: () => {
                  setChosen(null);
                  done(t('lists.removed'));
                  onSuccess();
                },
              })
            }
          />
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('lists.change')}
          </Button>
          <Button onClick={() => onChoose(list)}>{t('lists.useThis')}</Button>
        </Group>
      )}
      <Divider label={t('lists.new')} />
    </Stack>
  );
}
