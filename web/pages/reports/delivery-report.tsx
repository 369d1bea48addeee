import { Stack, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Bar, Bars } from '../../parts/bars.tsx';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconMessageOff } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { type Delivery, deliveryQuery } from '../../queries/reports.ts';
import { useDays } from './day-labels.ts';
import { ReportHead, type ReportProps } from './report-head.tsx';

const outcomes = ['delivered', 'accepted', 'undelivered', 'refused', 'unknown'] as const;
type Outcome = (typeof outcomes)[number];

/** What came of what left, by day and by gateway. */
export function DeliveryReport(props: ReportProps) {
  const { t } = useTranslation('reports');
  const delivery = useQuery(deliveryQuery(props.period));
  return (
    <Loaded query={delivery} waiting={<WaitingLines lines={8} height={30} />}>
      {({ items }) => {
        const sent = sumOf(items, 'sent');
        const share = sent === 0 ? 0 : Math.round((100 * sumOf(items, 'delivered')) / sent);
        return (
          <>
            <ReportHead
              {...props}
              name="delivery"
              answer={sent === 0 ? t('delivery.none') : t('delivery.answer', { count: sent, share })}
            />
            {sent === 0 ? (
              <Empty icon={IconMessageOff} title={t('delivery.none')}>
                {t('emptyPeriod')}
              </Empty>
            ) : (
              <Stack gap="md">
                <ByDay items={items} period={props.period} />
                <ByGateway items={items} period={props.period} />
              </Stack>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

type Items = Delivery['items'];

function ByDay({ items, period }: { items: Items; period: ReportProps['period'] }) {
  const { t } = useTranslation('reports');
  const { t: tState } = useTranslation('states');
  const bars = useDays(period.from, period.to).map(({ date, label, said }): Bar => {
    const ofDay = items.filter((item) => item.date === date);
    const counts = outcomes.map((outcome) => ({ outcome, count: sumOf(ofDay, outcome) }));
    const words = counts.filter(({ count }) => count > 0).map(({ outcome, count }) => `${count} ${tState(`message.${outcome}`)}`);
    return {
      key: date,
      label,
      says: `${said}: ${words.length === 0 ? t('nothing') : words.join(', ')}`,
      parts: counts.toReversed().map(({ outcome, count }) => ({ key: outcome, value: count, color: `var(--state-${outcome})` })),
    };
  });
  return (
    <Card title={t('delivery.byDay')}>
      <Bars label={t('delivery.byDay')} bars={bars} />
    </Card>
  );
}

function ByGateway({ items, period: { from, to } }: { items: Items; period: ReportProps['period'] }) {
  const { t, i18n } = useTranslation('reports');
  const { t: tState } = useTranslation('states');
  const number = new Intl.NumberFormat(i18n.language);
  const gateways = [...new Map(items.map(({ gatewayId, gatewayName }) => [gatewayId, gatewayName]))];
  const cell = (gatewayId: string, outcome: Outcome, count: number) =>
    count === 0 ? (
      '0'
    ) : (
      <Link to="/mensagens" search={{ gateway: gatewayId, estado: outcome, de: from, ate: to }}>
        {number.format(count)}
      </Link>
    );
  // On a phone there is room only for what happened.
  const shownOf = (outcome: Outcome) => (sumOf(items, outcome) === 0 ? { visibleFrom: 'sm' as const } : {});
  return (
    <Card title={t('delivery.byGateway')}>
      <Table.ScrollContainer minWidth={300} type="native">
        <Table className="figures" horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('gateway')}</Table.Th>
              <Table.Th ta="right">{t('delivery.sent')}</Table.Th>
              <Table.Th ta="right">{t('delivery.share')}</Table.Th>
              {outcomes.map((outcome) => (
                <Table.Th key={outcome} ta="right" {...shownOf(outcome)}>
                  {tState(`message.${outcome}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {gateways.map(([gatewayId, name]) => {
              const own = items.filter((item) => item.gatewayId === gatewayId);
              const sent = sumOf(own, 'sent');
              return (
                <Table.Tr key={gatewayId}>
                  <Table.Th scope="row">{name}</Table.Th>
                  <Table.Td ta="right">
                    <Link to="/mensagens" search={{ gateway: gatewayId, de: from, ate: to }}>
                      {number.format(sent)}
                    </Link>
                  </Table.Td>
                  <Table.Td ta="right">{t('percent', { share: Math.round((100 * sumOf(own, 'delivered')) / sent) })}</Table.Td>
                  {outcomes.map((outcome) => (
                    <Table.Td key={outcome} ta="right" {...shownOf(outcome)}>
                      {cell(gatewayId, outcome, sumOf(own, outcome))}
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}

function sumOf(items: Items, what: Outcome | 'sent'): number {
  return items.reduce((sum, item) => sum + item[what], 0);
}
