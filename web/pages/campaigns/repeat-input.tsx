import { Chip, Group, NumberInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Repeat } from '../../../domain/campaign.ts';
import { useWeekdays } from './use-repeat-words.ts';

type Props = { repeat: Repeat; error: string | null; onChange: (repeat: Repeat) => void };

const starting: Record<Repeat['every'], (time: string) => Repeat> = {
  day: (time) => ({ every: 'day', time }),
  week: (time) => ({ every: 'week', weekdays: [1], time }),
  month: (time) => ({ every: 'month', day: 5, time }),
};

/** Every day, on some days of the week, or on a day of the month, at an hour. */
export function RepeatInput({ repeat, error, onChange }: Props) {
  const { t } = useTranslation('campaigns');
  const weekdays = useWeekdays();
  return (
    <Stack gap="sm" mt="sm">
      <Group align="flex-end">
        <SegmentedControl
          aria-label={t('repeat.every')}
          value={repeat.every}
          data={(['day', 'week', 'month'] as const).map((value) => ({ value, label: t(`repeat.unit.${value}`) }))}
          onChange={(every) => onChange(starting[every](repeat.time))}
        />
        {repeat.every === 'month' && (
          <NumberInput
            w={110}
            label={t('repeat.dayOfMonth')}
            min={1}
            max={31}
            value={repeat.day}
            onChange={(value) => onChange({ ...repeat, day: Number(value) || 1 })}
          />
        )}
        <TextInput
          type="time"
          label={t('send.time')}
          error={error}
          value={repeat.time}
          onChange={(event) => onChange({ ...repeat, time: event.currentTarget.value || repeat.time })}
        />
      </Group>
      {repeat.every === 'week' && (
        <Chip.Group
          multiple
          value={repeat.weekdays.map(String)}
          onChange={(days) => days.length > 0 && onChange({ ...repeat, weekdays: days.map(Number).toSorted((a, b) => a - b) })}
        >
          <Group gap={6}>
            {weekdays.map((name, day) => (
              <Chip key={name} value={String(day)} size="sm">
                {name}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
    </Stack>
  );
}
