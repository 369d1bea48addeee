import { SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dateMatches } from '../../../../domain/audience.ts';

type Asked = { field?: 'due' | 'paid'; match: (typeof dateMatches)[number]; value: string };
type Props<Date extends Asked> = {
  label: string;
  date: Date | null;
  /** What the date is of, where that is a choice; then days before and after can be asked for too. */
  fields?: readonly ('due' | 'paid')[];
  onChange: (date: Date) => void;
};

/** A date with how it is meant: its month, its week, the day itself, after it, before it. */
export function DateInput<Date extends Asked>({ label, date, fields, onChange }: Props<Date>) {
  const { t } = useTranslation('campaigns');
  if (date === null) return null;
  const matches = fields === undefined ? dateMatches.filter((match) => match !== 'after' && match !== 'before') : dateMatches;
  return (
    <Stack gap="sm">
      {fields !== undefined && (
        <SegmentedControl
          aria-label={label}
          fullWidth
          value={date.field ?? 'due'}
          data={fields.map((value) => ({ value, label: t(`filter.dateFieldShort.${value}`) }))}
          onChange={(field) => onChange({ ...date, field })}
        />
      )}
      <Select
        label={label}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        value={date.match}
        data={matches.map((value) => ({ value, label: t(`filter.match.${value}`) }))}
        onChange={(value) => onChange({ ...date, match: matches.find((match) => match === value) ?? date.match })}
      />
      <TextInput
        type="date"
        label={t('filter.dateLabel')}
        value={date.value}
        onChange={(event) => event.currentTarget.value !== '' && onChange({ ...date, value: event.currentTarget.value })}
      />
    </Stack>
  );
}
