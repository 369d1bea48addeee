import { SimpleGrid, Stack, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cost } from '../../format/money.ts';
import { type Bar, Bars } from '../../parts/bars.tsx';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconMessageOff } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { type Cost, costQuery } from '../../queries/reports.ts';
import { useDays } from './day-labels.ts';
import { ReportHead, type ReportProps } from './report-head.tsx';

type Items = Cost['items'];

/** What texts cost, by day, by kind and by gateway. */
export function CostReport(props: ReportProps) {
  const { t } = useTranslation('reports');
  const { t: tState } = useTranslation('states');
  const found = useQuery(costQuery(props.period));
  return (
    <Loaded query={found} waiting={<WaitingLines lines={8} height={30} />}>
      {({ items, total }) => {
        const segments = items.reduce((sum, item) => sum + item.segments, 0);
        const answer = segments === 0 ? t('costs.none') : t('costs.answer', { cost: cost(total), count: segments });
        return (
          <>
            <ReportHead {...props} name="cost" answer={answer} />
            {segments === 0 ? (
              <Empty icon={IconMessageOff} title={t('costs.none')}>
                {t('emptyPeriod')}
              </Empty>
            ) : (
              <Stack gap="md">
                <ByDay items={items} period={props.period} />
                <SimpleGrid cols={{ base: 1, md: 2 }}>
                  <Grouped title={t('costs.byKind')} items={items} nameOf={({ kind }) => tState(`kind.${kind}`)} />
                  <Grouped title={t('costs.byGateway')} items={items} nameOf={({ gatewayName }) => gatewayName} />
                </SimpleGrid>
              </Stack>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function ByDay({ items, period }: { items: Items; period: ReportProps['period'] }) {
  const { t } = useTranslation('reports');
  const bars = useDays(period.from, period.to).map(({ date, label, said }): Bar => {
    const spent = costOf(items.filter((item) => item.date === date));
    const top = cost(String(spent));
    return { key: date, label, says: `${said}: ${top}`, top, parts: [{ key: 'cost', value: spent, color: 'var(--state-planned)' }] };
  });
  return (
    <Card title={t('costs.byDay')}>
      <Bars label={t('costs.byDay')} bars={bars} />
    </Card>
  );
}

function Grouped({ title, items, nameOf }: { title: string; items: Items; nameOf: (item: Items[number]) => string }) {
  const { t, i18n } = useTranslation('reports');
  const number = new Intl.NumberFormat(i18n.language);
  const names = [...new Set(items.map(nameOf))];
  const groups = names.map((name) => ({ name, own: items.filter((item) => nameOf(item) === name) }));
  return (
    <Card title={title}>
      <Table className="figures" horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th />
            <Table.Th ta="right">{t('costs.messages')}</Table.Th>
            <Table.Th ta="right">{t('segments')}</Table.Th>
            <Table.Th ta="right">{t('cost')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups
            .toSorted((a, b) => costOf(b.own) - costOf(a.own))
            .map(({ name, own }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td ta="right">{number.format(own.reduce((sum, item) => sum + item.messages, 0))}</Table.Td>
                <Table.Td ta="right">{number.format(own.reduce((sum, item) => sum + item.segments, 0))}</Table.Td>
                <Table.Td ta="right">{cost(String(costOf(own)))}</Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}

/** Costs have four places: they are added up in ten-thousandths, where a float is exact. */
function costOf(items: Items): number {
  return items.reduce((sum, item) => sum + Math.round(Number(item.cost) * 10_000), 0) / 10_000;
}
