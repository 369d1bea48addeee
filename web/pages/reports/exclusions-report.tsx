import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { exclusionReasons } from '../../../domain/audience.ts';
import { oneOf } from '../../app/search-params.ts';
import { type Bar, Bars } from '../../parts/bars.tsx';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconCircleCheck } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { type Exclusions, exclusionsQuery } from '../../queries/reports.ts';
import { useReason } from '../../states/reason.ts';
import { useDays } from './day-labels.ts';
import { ReportHead, type ReportProps } from './report-head.tsx';
import classes from './unsent-report.module.css';

type Items = Exclusions['items'];

const sources = ['ladder', 'text', 'campaign'] as const;
const colors = { ladder: 'var(--state-expired)', text: 'var(--state-suppressed)', campaign: 'var(--state-cancelled)' };

/** Everything that was meant to go and did not, by day, by where it came from and by reason. */
export function ExclusionsReport(props: ReportProps) {
  const { t } = useTranslation('reports');
  const found = useQuery(exclusionsQuery(props.period));
  return (
    <Loaded query={found} waiting={<WaitingLines lines={8} height={30} />}>
      {({ items }) => {
        const count = sumOf(items);
        return (
          <>
            <ReportHead {...props} name="exclusions" answer={t('exclusions.answer', { count })} />
            {count === 0 ? (
              <Empty icon={IconCircleCheck} title={t('exclusions.none')}>
                {t('exclusions.empty')}
              </Empty>
            ) : (
              <Stack gap="md">
                <ByDay items={items} period={props.period} />
                {sources.map((source) => {
                  const own = items.filter((item) => item.source === source);
                  return own.length > 0 && <ByReason key={source} source={source} items={own} />;
                })}
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
    const ofDay = items.filter((item) => item.date === date);
    const counts = sources.map((source) => ({ source, count: sumOf(ofDay.filter((item) => item.source === source)) }));
    const words = counts.filter(({ count }) => count > 0).map(({ source, count }) => `${t(`exclusions.source.${source}`)}: ${count}`);
    return {
      key: date,
      label,
      says: `${said}: ${words.length === 0 ? t('nothing') : words.join(', ')}`,
      parts: counts.map(({ source, count }) => ({ key: source, value: count, color: colors[source] })),
    };
  });
  return (
    <Card title={t('exclusions.byDay')}>
      <Bars label={t('exclusions.byDay')} bars={bars} />
    </Card>
  );
}

function ByReason({ source, items }: { source: (typeof sources)[number]; items: Items }) {
  const { t } = useTranslation('reports');
  const whole = sumOf(items);
  const counts = [...new Set(items.map(({ reason }) => reason))].map((reason) => ({
    reason,
    count: sumOf(items.filter((item) => item.reason === reason)),
  }));
  return (
    <Card title={t(`exclusions.source.${source}`)}>
      <ul className={classes.reasons}>
        {counts
          .toSorted((a, b) => b.count - a.count)
          .map(({ reason, count }) => (
            <li key={reason}>
              <Reason source={source} reason={reason} />
              <strong className="figures">{t('unsent.count', { count })}</strong>
              <span className={classes.share} style={{ width: `${(100 * count) / whole}%`, background: colors[source] }} aria-hidden />
            </li>
          ))}
      </ul>
    </Card>
  );
}

/** Who was left out of a campaign has words of its own there. */
function Reason({ source, reason }: { source: string; reason: string }) {
  const { t } = useTranslation('reports');
  const { t: tCampaigns } = useTranslation('campaigns');
  const said = useReason(reason === '' ? null : reason) ?? t('unsent.noReason');
  const excluded = source === 'campaign' ? oneOf(exclusionReasons, reason) : undefined;
  return excluded === undefined ? said : tCampaigns(`excluded.${excluded}`);
}

function sumOf(items: Items): number {
  return items.reduce((sum, { count }) => sum + count, 0);
}
