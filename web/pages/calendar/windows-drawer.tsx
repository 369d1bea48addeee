import { Button, Drawer, Fieldset, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editableWindows, windowDays } from '../../../domain/send-window.ts';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { settingsQuery } from '../../queries/house.ts';
import { useCalendarAnew } from './use-calendar-anew.ts';

type Hours = { [W in (typeof editableWindows)[number]]: { [D in (typeof windowDays)[number]]: string[] } };

/** `readAt`: when the settings were last changed. */
type FormProps = { windows: Hours; readAt: string | null };

/** The hours of the house as a person writes them. */
export function WindowsDrawer({ opened, onClose, ...form }: FormProps & { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('calendar');
  const { t: tCommon } = useTranslation('common');
  return (
    <Drawer opened={opened} onClose={onClose} title={t('windows.editTitle')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <WindowsForm {...form} onDone={onClose} />
    </Drawer>
  );
}

function WindowsForm({ windows, readAt, onDone }: FormProps & { onDone: () => void }) {
  const { t } = useTranslation('calendar');
  const { t: tCommon } = useTranslation('common');
  const [hours, setHours] = useState(windows);
  const save = useSavedWindows(readAt, onDone);
  const paths = editableWindows.flatMap((windowClass) => windowDays.map((day) => `windows.${windowClass}.${day}`));
  const { at, others } = useFieldProblems(save.error, paths);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(hours);
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <Text c="dimmed">{t('windows.hint')}</Text>
        {editableWindows.map((windowClass) => (
          <Fieldset key={windowClass} legend={t(`windows.class.${windowClass}`)}>
            <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="xs">
              {windowDays.map((day) => (
                <TextInput
                  key={day}
                  label={t(`windows.day.${day}`)}
                  placeholder={t('windows.closed')}
                  error={at(`windows.${windowClass}.${day}`)}
                  defaultValue={hours[windowClass][day].join(', ')}
                  onChange={(event) => {
                    const periods = periodsIn(event.currentTarget.value);
                    setHours((old) => ({ ...old, [windowClass]: { ...old[windowClass], [day]: periods } }));
                  }}
                />
              ))}
            </SimpleGrid>
          </Fieldset>
        ))}
        {others !== null && <ProblemNote error={others} kept />}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {tCommon('actions.save')}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

function periodsIn(typed: string): string[] {
  return typed
    .split(',')
    .map((period) => period.trim())
    .filter((period) => period !== '');
}

function useSavedWindows(readAt: string | null, onDone: () => void) {
  const { t } = useTranslation('calendar');
  const [openedAt] = useState(readAt);
  const edit = useUnchangedSince(openedAt);
  const queryClient = useQueryClient();
  const anew = useCalendarAnew();
  return useMutation({
    mutationFn: (windows: Hours) => edit((query) => answerOf(api.v1.settings.$patch({ query, json: { windows } }))),
    onSuccess: async (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      await anew();
      done(t('windows.saved'));
      onDone();
    },
  });
}
