import { Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { useStepName } from '../../ladder/use-step-name.ts';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconCircleCheck } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { rowsOf } from '../../queries/pages.ts';
import { type UnsentKind, type UnsentStep, unsentQuery } from '../../queries/reports.ts';
import { useReason } from '../../states/reason.ts';
import { ReportHead, type ReportProps } from './report-head.tsx';
import classes from './unsent-report.module.css';

/** Texts that nobody got: too late, or to nobody. Each with its reason, and its charge. */
export function UnsentReport({ kind, ...props }: ReportProps & { kind: UnsentKind }) {
  const { t } = useTranslation('reports');
  const { moment, date } = useWhen();
  const list = useInfiniteQuery(unsentQuery(kind, props.period));
  const columns: Column<UnsentStep>[] = [
    {
      key: 'customer',
      title: t('unsent.customer'),
      phone: 'top',
      cell: ({ chargeId, customerName }) => (
        <Link to="/cobrancas/$chargeId" params={{ chargeId }}>
          {customerName}
        </Link>
      ),
    },
    { key: 'step', title: t('unsent.step'), phone: 'below', cell: (step) => <StepName step={step} /> },
    { key: 'due', title: t('unsent.due'), phone: 'none', cell: ({ dueDate }) => date(dueDate) },
    { key: 'reason', title: t('unsent.reason'), cell: ({ reason }) => <Reason reason={reason} /> },
    { key: 'when', title: t('unsent.planned'), align: 'right', phone: 'side', cell: ({ plannedFor }) => moment(plannedFor) },
  ];
  return (
    <Loaded query={list} waiting={<WaitingLines lines={8} height={30} />}>
      {(data) => {
        const rows = rowsOf(data);
        const byReason = Object.entries(data.pages[0]?.byReason ?? {}).toSorted(([, a], [, b]) => b - a);
        const count = byReason.reduce((sum, [, each]) => sum + each, 0);
        return (
          <>
            <ReportHead {...props} name={kind} answer={count === 0 ? t(`unsentNone.${kind}`) : t(`unsentAnswer.${kind}`, { count })} />
            {count === 0 ? (
              <Empty icon={IconCircleCheck} title={t(`unsentNone.${kind}`)}>
                {t(`unsentEmpty.${kind}`)}
              </Empty>
            ) : (
              <Stack gap="md">
                <Card title={t('unsent.byReason')}>
                  <ul className={classes.reasons}>
                    {byReason.map(([reason, each]) => (
                      <li key={reason}>
                        <Reason reason={reason} />
                        <strong className="figures">{t('unsent.count', { count: each })}</strong>
                        <span className={classes.share} style={{ width: `${(100 * each) / count}%` }} aria-hidden />
                      </li>
                    ))}
                  </ul>
                </Card>
                <div>
                  <Records label={t(`tab.${kind}`)} columns={columns} rows={rows} keyOf={({ stepId }) => stepId} />
                  <MoreButton list={list} shown={rows.length} />
                </div>
              </Stack>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function StepName({ step }: { step: UnsentStep }) {
  const nameOf = useStepName(step.dueDate);
  return `#${step.rule} ${nameOf(step)}`;
}

function Reason({ reason }: { reason: string }) {
  const { t } = useTranslation('reports');
  return useReason(reason === '' ? null : reason) ?? t('unsent.noReason');
}
