import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '../../format/money.ts';
import { plusDays, useWhen } from '../../format/when.ts';
import { placeOfZone } from '../../format/zone.tsx';
import { Ladder } from '../../ladder/ladder.tsx';
import { Card } from '../../parts/card.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { calendarQuery } from '../../queries/calendar.ts';
import { type Charge, ladderSteps, type Timeline } from '../../queries/charges.ts';
import { ChargeActions } from './charge-actions.tsx';
import { ChargeData } from './charge-data.tsx';
import { ChargeStops } from './charge-stops.tsx';
import classes from './charge-view.module.css';
import { NextText } from './next-text.tsx';
import { StepDrawer } from './step-drawer.tsx';
import { StepList } from './step-list.tsx';
import { useChargeSentence } from './use-charge-sentence.ts';
import { Why } from './why.tsx';

const route = getRouteApi('/cobrancas/$chargeId');

/** The charge as it is known: the sentence, its ladder, its steps in words, the next text, its data. */
export function ChargeView({ charge, timeline }: { charge: Charge; timeline: Timeline }) {
  const { t } = useTranslation('charges');
  const { t: tStates } = useTranslation('states');
  const { t: tCommon } = useTranslation('common');
  const { day, today, zone } = useWhen();
  const { steps } = timeline;
  const sentence = useChargeSentence(charge, steps);
  const holidays = useHolidays(charge);
  const { etapa } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (id: string | undefined) => void navigate({ search: { etapa: id }, resetScroll: false });
  const { code, id, customerId, customerName, amountCents, dueDate, effectiveDueDate } = charge;
  const due = t(dueDate < today() ? 'one.wasDueOn' : 'one.dueOn', { date: day(dueDate) });
  const counts = effectiveDueDate === dueDate ? '' : ` (${t('one.counts', { date: day(effectiveDueDate) })})`;
  const facts = [
    t('one.code', { code: code ?? id }),
    money(amountCents),
    due + counts,
    tCommon('time.placeClock', { place: placeOfZone(zone) }),
  ];

  const answer = sentence.map(({ words, step }) => (
    <Fragment key={words}>
      {words} {step !== null && <Why step={step} />}{' '}
    </Fragment>
  ));
  return (
    <>
      <PageHead name={t('one.name', { code: code ?? id })} answer={answer} actions={<ChargeActions charge={charge} />}>
        <Link to="/clientes/$customerId" params={{ customerId }}>
          {customerName}
        </Link>
        {` · ${facts.join(' · ')}`}
      </PageHead>
      <Stack gap="md">
        <ChargeStops charge={charge} />
        <Card title={t('one.ladder')}>
          <Ladder
            steps={ladderSteps(charge)}
            holds={charge.holds.map(({ id: holdId, kind, resumesAt, createdAt }) => ({
              id: holdId,
              from: createdAt,
              until: resumesAt,
              word: tStates(`hold.${kind}`),
            }))}
            {...{ dueDate, effectiveDueDate, holidays }}
            picked={etapa}
            onPick={open}
          />
        </Card>
        <div className={classes.columns}>
          <StepList steps={steps} dueDate={dueDate} onOpen={open} />
          <Stack gap="md">
            <NextText steps={steps} />
            <ChargeData charge={charge} restorations={timeline.restorations} />
          </Stack>
        </div>
      </Stack>
      <StepDrawer
        step={steps.find(({ stepId }) => stepId === etapa) ?? null}
        reports={timeline}
        charge={charge}
        onClose={() => open(undefined)}
      />
    </>
  );
}

const mostDays = 365;

/** Names of the holidays that the ladder of a charge may meet. */
function useHolidays({ unit, dueDate, ladder }: Charge): ReadonlyMap<string, string> {
  const dates = [dueDate, ...ladder.flatMap(({ plannedFor, sendsAt }) => [plannedFor.slice(0, 10), sendsAt.slice(0, 10)])].toSorted();
  const from = plusDays(dates[0] ?? dueDate, -3);
  const [to = from] = [plusDays(dates.at(-1) ?? dueDate, 3), plusDays(from, mostDays)].toSorted();
  const { data } = useQuery(calendarQuery({ unit, from, to }));
  return new Map(
    data?.days.flatMap(({ date, holidays }) => (holidays.length === 0 ? [] : [[date, holidays.map(({ name }) => name).join(', ')]])) ?? [],
  );
}
