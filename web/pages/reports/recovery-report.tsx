import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { money } from '../../format/money.ts';
import { useEventName } from '../../ladder/use-event-name.ts';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconReceiptOff } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { type Recovery, recoveryQuery } from '../../queries/reports.ts';
import { ReportHead, type ReportProps } from './report-head.tsx';

/** Which texts were followed by money. */
export function RecoveryReport(props: ReportProps) {
  const { t } = useTranslation('reports');
  const recovery = useQuery(recoveryQuery(props.period));
  return (
    <Loaded query={recovery} waiting={<WaitingLines lines={8} height={30} />}>
      {(found) => {
        const withoutText = found.items.find(({ rule }) => rule === null)?.paidCents ?? 0;
        const share = found.paidCents === 0 ? 0 : Math.round((100 * (found.paidCents - withoutText)) / found.paidCents);
        const none = found.items.length === 0;
        const answer = none ? t('recovery.none') : t('recovery.answer', { amount: money(found.paidCents), share, days: found.withinDays });
        return (
          <>
            <ReportHead {...props} name="recovery" answer={answer} />
            {none ? (
              <Empty icon={IconReceiptOff} title={t('recovery.none')}>
                {t('emptyPeriod')}
              </Empty>
            ) : (
              <ByStep items={found.items} />
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function ByStep({ items }: Pick<Recovery, 'items'>) {
  const { t, i18n } = useTranslation('reports');
  const nameOf = useEventName();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Card title={t('recovery.byStep')}>
      <Table className="figures">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('recovery.lastText')}</Table.Th>
            <Table.Th ta="right">{t('recovery.payments')}</Table.Th>
            <Table.Th ta="right">{t('recovery.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ rule, event, days, payments, paidCents }) => (
            <Table.Tr key={`${rule} ${event}`}>
              <Table.Th scope="row" fw={500}>
                {event === null ? t('recovery.withoutText') : `#${rule} ${nameOf({ event, days })}`}
              </Table.Th>
              <Table.Td ta="right">{number.format(payments)}</Table.Td>
              <Table.Td ta="right">{money(paidCents)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
