import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { windowDays } from '../../../domain/send-window.ts';
import { answerOf, api } from '../../client/api.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { type WindowPreset, windowPresetsQuery } from '../../queries/holidays.ts';
import { settingsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { useCalendarAnew } from './use-calendar-anew.ts';

type Props = { collection: Hours['collection']; states: string[] };

/** Hours that are ready to be taken: the safe ones for the house, and for states those that their laws ask for. */
export function StateHours({ collection, states }: Props) {
  const { t } = useTranslation('calendar');
  const may = useMay();
  const presets = useQuery(windowPresetsQuery).data ?? [];
  const change = useStateHours();
  const offered = presets.filter(({ state, windows }) =>
    state === null ? !sameHours(windows.collection, collection) : !states.includes(state),
  );
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('windows.states')}</Text>
      {states.length === 0 && <Text c="dimmed">{t('windows.noStates')}</Text>}
      {states.map((state) => (
        <Group key={state} gap="xs">
          <Text>{presets.find((preset) => preset.state === state)?.name ?? state}</Text>
          {may('settings:write') && (
            <Button variant="subtle" size="compact-sm" onClick={() => change.mutate({ windowsByState: { [state]: null } })}>
              {t('windows.back')}
            </Button>
          )}
        </Group>
      ))}
      {change.error !== null && <ProblemNote error={change.error} />}
      {may('settings:write') && offered.length > 0 && (
        <Group gap="xs">
          <Text c="dimmed" size="sm">
            {t('windows.preset')}
          </Text>
          {offered.map((preset) => (
            <PresetButton key={preset.id} preset={preset} change={change} />
          ))}
        </Group>
      )}
    </Stack>
  );
}

function PresetButton({
  preset: { name, state, source, note, windows },
  change,
}: {
  preset: WindowPreset;
  change: ReturnType<typeof useStateHours>;
}) {
  const { t } = useTranslation('calendar');
  return (
    <ConfirmButton
      target={
        <Button variant="default" size="xs">
          {name}
        </Button>
      }
      title={t('windows.presetTitle', { name })}
      says={
        <Stack gap="xs">
          {[source, note, t('windows.presetSays')]
            .filter((words) => words !== '')
            .map((words) => (
              <Text key={words}>{words}</Text>
            ))}
        </Stack>
      }
      confirm={t('windows.preset')}
      mutation={change}
      act={(onSuccess) => change.mutate(state === null ? { windows } : { windowsByState: { [state]: windows } }, { onSuccess })}
    />
  );
}

type Hours = WindowPreset['windows'];

function sameHours(one: Hours['collection'], other: Hours['collection']): boolean {
  return windowDays.every((day) => String(one?.[day]) === String(other?.[day]));
}

function useStateHours() {
  const { t } = useTranslation('calendar');
  const queryClient = useQueryClient();
  const anew = useCalendarAnew();
  return useMutation({
    mutationFn: (json: { windows: Hours } | { windowsByState: Record<string, Hours | null> }) =>
      answerOf(api.v1.settings.$patch({ query: {}, json })),
    onSuccess: async (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      await anew();
      done(t('windows.applied'));
    },
  });
}
