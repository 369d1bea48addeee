import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { type WindowPreset, windowPresetsQuery } from '../../queries/holidays.ts';
import { settingsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { useCalendarAnew } from './use-calendar-anew.ts';

/** States whose hours are not those of the house, and the laws that ask for such hours. */
export function StateHours({ states }: { states: string[] }) {
  const { t } = useTranslation('calendar');
  const may = useMay();
  const presets = useQuery(windowPresetsQuery).data ?? [];
  const change = useStateHours();
  const offered = presets.filter(({ state }) => state !== null && !states.includes(state));
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('windows.states')}</Text>
      {states.length === 0 && <Text c="dimmed">{t('windows.noStates')}</Text>}
      {states.map((state) => (
        <Group key={state} gap="xs">
          <Text>{presets.find((preset) => preset.state === state)?.name ?? state}</Text>
          {may('settings:write') && (
            <Button variant="subtle" size="compact-sm" onClick={() => change.mutate({ [state]: null })}>
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
      says={[source, note].filter((words) => words !== '').join('. ')}
      confirm={t('windows.preset')}
      mutation={change}
      act={(onSuccess) => state !== null && change.mutate({ [state]: windows }, { onSuccess })}
    />
  );
}

type Hours = WindowPreset['windows'];

function useStateHours() {
  const { t } = useTranslation('calendar');
  const queryClient = useQueryClient();
  const anew = useCalendarAnew();
  return useMutation({
    mutationFn: (windowsByState: Record<string, Hours | null>) => answerOf(api.v1.settings.$patch({ query: {}, json: { windowsByState } })),
    onSuccess: async (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      await anew();
      done(t('windows.applied'));
    },
  });
}
