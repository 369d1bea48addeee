import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cost } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { placeOfZone } from '../../format/zone.tsx';
import { mattersOf } from '../../frame/waiting.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { alertsQuery } from '../../queries/house.ts';
import type { Today } from '../../queries/reports.ts';
import { GatewayLines } from './gateway-lines.tsx';
import { Hours } from './hours.tsx';
import { Received } from './received.tsx';
import { Sentence } from './sentence.tsx';
import classes from './today-view.module.css';
import { Waiting } from './waiting.tsx';

/** The day as it is known: the sentence, what waits, the hours, the gateways, the money. */
export function TodayView({ today }: { today: Today }) {
  const { t } = useTranslation('today');
  const { t: tFrame } = useTranslation('frame');
  const { t: tCommon } = useTranslation('common');
  const { longDate, time, zone } = useWhen();
  const { data: alerts } = useQuery(alertsQuery);
  const matters = mattersOf(alerts ?? []);
  const waiting = matters.length + (today.undecided > 0 ? 1 : 0) + (today.unread > 0 ? 1 : 0);
  const facts = [
    longDate(today.date),
    `${time(new Date().toISOString())}, ${tCommon('time.placeClock', { place: placeOfZone(zone) })}`,
    ...(Number(today.totals.cost) > 0 ? [t('costSoFar', { cost: cost(today.totals.cost) })] : []),
  ];
  return (
    <>
      <PageHead name={tFrame('pages.today')} answer={<Sentence today={today} waiting={alerts === undefined ? null : waiting} />}>
        {facts.join(' · ')}
      </PageHead>
      <div className={classes.grid}>
        <Waiting matters={matters} undecided={today.undecided} unread={today.unread} />
        <Hours today={today} />
        <GatewayLines today={today} />
        <Received />
      </div>
    </>
  );
}
