import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { placeOfZone } from '../../format/zone.tsx';
import { Ladder } from '../../ladder/ladder.tsx';
import { Card } from '../../parts/card.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Charge, ladderSteps, stepName, type TimelineStep } from '../../queries/charges.ts';
import { ChargeActions } from './charge-actions.tsx';
import { ChargeData } from './charge-data.tsx';
import classes from './charge-view.module.css';
import { NextText } from './next-text.tsx';
import { StepDrawer } from './step-drawer.tsx';
import { StepList } from './step-list.tsx';
import { useChargeSentence } from './use-charge-sentence.ts';

const route = getRouteApi('/cobrancas/$chargeId');

/** The charge as it is known: the sentence, its ladder, its steps in words, the next text, its data. */
export function ChargeView({ charge, steps }: { charge: Charge; steps: TimelineStep[] }) {
  const { t } = useTranslation('charges');
  const { t: tCommon } = useTranslation('common');
  const { day, today, zone } = useWhen();
  const sentence = useChargeSentence(charge, steps);
  const { etapa } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (id: string | undefined) => void navigate({ search: { etapa: id }, resetScroll: false });
  const { code, id, customerName, amountCents, dueDate, effectiveDueDate } = charge;
  const due = t(dueDate < today() ? 'one.wasDueOn' : 'one.dueOn', { date: day(dueDate) });
  const counts = effectiveDueDate === dueDate ? '' : ` (${t('one.counts', { date: day(effectiveDueDate) })})`;

  return (
    <>
      <PageHead name={t('one.name', { code: code ?? id })} answer={sentence} actions={<ChargeActions charge={charge} />}>
        {[
          customerName,
          t('one.code', { code: code ?? id }),
          money(amountCents),
          due + counts,
          tCommon('time.placeClock', { place: placeOfZone(zone) }),
        ].join(' · ')}
      </PageHead>
      <Stack gap="md">
        <Card title={t('one.ladder')}>
          <Ladder steps={ladderSteps(charge)} {...{ dueDate, effectiveDueDate }} picked={etapa} onPick={open} />
        </Card>
        <div className={classes.columns}>
          <StepList steps={steps} dueDate={dueDate} onOpen={open} />
          <Stack gap="md">
            <NextText steps={steps} />
            <ChargeData charge={charge} />
          </Stack>
        </div>
      </Stack>
      <StepDrawer
        step={steps.find((step) => stepName(step) === etapa) ?? null}
        dueDate={dueDate}
        chargeId={id}
        onClose={() => open(undefined)}
      />
    </>
  );
}
