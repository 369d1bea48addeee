import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cost } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { type Bar, Bars } from '../../parts/bars.tsx';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconChartBar } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { computeForecast, type Forecast, type ForecastDays, forecastDays, forecastQuery } from '../../queries/reports.ts';
import { SurveyProgress } from '../rules/survey-progress.tsx';
import { useDays } from './day-labels.ts';
import { TableActions } from './report-head.tsx';

/** What leaves on each of the days to come, as the charges stand now. */
export function ForecastReport() {
  const forecast = useQuery(forecastQuery);
  return (
    <Loaded query={forecast} waiting={<WaitingLines lines={8} height={30} />}>
      {(found) => <Found forecast={found} />}
    </Loaded>
  );
}

function Found({ forecast: { latest, running } }: { forecast: Forecast }) {
  const { t } = useTranslation('reports');
  const { moment } = useWhen();
  const queryClient = useQueryClient();
  const compute = useMutation({
    mutationFn: computeForecast,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: forecastQuery.queryKey }),
  });
  const result = latest?.forecast ?? null;
  const button = running === null && (
    <Button variant={result === null ? 'filled' : 'default'} loading={compute.isPending} onClick={() => compute.mutate()}>
      {t(result === null ? 'forecast.compute' : 'forecast.again')}
    </Button>
  );
  const answer =
    result === null
      ? t('forecast.none')
      : `${t('forecast.answer', { count: result.totals.texts, days: forecastDays, cost: cost(result.totals.cost) })} ${t('forecast.blocks', { count: result.totals.blocks })}`;
  return (
    <>
      <PageHead
        name={t('tab.forecast')}
        answer={answer}
        actions={
          result !== null && (
            <>
              <TableActions name="forecast" />
              {button}
            </>
          )
        }
      >
        {latest?.finishedAt != null && t('forecast.computed', { when: moment(latest.finishedAt), count: latest.done })}
      </PageHead>
      <Stack gap="md">
        {compute.error !== null && <ProblemNote error={compute.error} />}
        {running !== null && (
          <Card title={t('forecast.running')}>
            <SurveyProgress survey={running} />
          </Card>
        )}
        {result === null && running === null && (
          <Empty icon={IconChartBar} title={t('forecast.emptyTitle')} action={button}>
            {t('forecast.empty', { days: forecastDays })}
          </Empty>
        )}
        {result !== null && result.days.length > 0 && <Days days={result.days} />}
      </Stack>
    </>
  );
}

function Days({ days }: { days: ForecastDays }) {
  const { t, i18n } = useTranslation('reports');
  const { day } = useWhen();
  const number = new Intl.NumberFormat(i18n.language);
  const known = new Map(days.map((each) => [each.date, each]));
  const all = useDays(days[0]?.date ?? '', days.at(-1)?.date ?? '');
  const bars = all.map(({ date, label, said }): Bar => {
    const { texts, cost: price } = known.get(date) ?? { texts: 0, cost: '0' };
    return {
      key: date,
      label,
      says: `${said}: ${t('forecast.day', { count: texts, cost: cost(price) })}`,
      parts: [{ key: 'texts', value: texts, color: 'var(--state-planned)' }],
    };
  });
  return (
    <>
      <Card title={t('forecast.byDay')}>
        <Bars label={t('forecast.byDay')} bars={bars} />
      </Card>
      <Card title={t('forecast.table')}>
        <Table className="figures" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('day')}</Table.Th>
              <Table.Th ta="right">{t('forecast.texts')}</Table.Th>
              <Table.Th ta="right">{t('segments')}</Table.Th>
              <Table.Th ta="right">{t('cost')}</Table.Th>
              <Table.Th ta="right">{t('forecast.blocked')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.map(({ date, texts, segments, cost: price, blocks }) => (
              <Table.Tr key={date}>
                <Table.Th scope="row" fw={500}>
                  {day(date)}
                </Table.Th>
                <Table.Td ta="right">{number.format(texts)}</Table.Td>
                <Table.Td ta="right">{number.format(segments)}</Table.Td>
                <Table.Td ta="right">{cost(price)}</Table.Td>
                <Table.Td ta="right">{number.format(blocks)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Card>
      <Group>
        <Text c="dimmed" size="sm">
          {t('forecast.meaning')}
        </Text>
      </Group>
    </>
  );
}
