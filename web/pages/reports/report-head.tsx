import { Button, Group, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { TableButton } from '../../parts/table-button.tsx';
import { tableAt } from '../../queries/pages.ts';

export type ReportName = 'delivery' | 'cost' | 'recovery' | 'exclusions' | 'missed' | 'unreachable';
export type ReportProps = { period: { from: string; to: string }; onPeriod: (change: { de?: string; ate?: string }) => void };

/** The answer of a report, its days, and the whole of it as a table for a spreadsheet. */
export function ReportHead({ name, answer, period, onPeriod }: ReportProps & { name: ReportName; answer: string }) {
  const { t } = useTranslation('reports');
  const { longDate } = useWhen();
  return (
    <>
      <PageHead name={t(`tab.${name}`)} answer={answer} actions={<TableActions name={name} days={period} />} />
      <Text className="print-only" fw={600} mb="md">
        {t('printedPeriod', { name: t(`tab.${name}`), from: longDate(period.from), to: longDate(period.to) })}
      </Text>
      <Group gap="xs" mb="md" className="no-print">
        <TextInput
          type="date"
          label={t('from')}
          max={period.to}
          value={period.from}
          onChange={(event) => event.currentTarget.value !== '' && onPeriod({ de: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('to')}
          min={period.from}
          value={period.to}
          onChange={(event) => event.currentTarget.value !== '' && onPeriod({ ate: event.currentTarget.value })}
        />
      </Group>
    </>
  );
}

/** The whole of a report to take along: as a table for a spreadsheet, and on paper. */
export function TableActions({ name, days = {} }: { name: ReportName | 'forecast'; days?: Record<string, string> }) {
  const { t } = useTranslation('common');
  return (
    <>
      <TableButton href={tableAt(`/v1/reports/${name}`, { ...days, format: 'csv' })} />
      <Button variant="default" onClick={() => window.print()}>
        {t('actions.print')}
      </Button>
    </>
  );
}
