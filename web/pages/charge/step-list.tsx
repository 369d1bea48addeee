import { Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { cost } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { isAhead } from '../../ladder/step.ts';
import { useStepName } from '../../ladder/use-step-name.ts';
import { Card } from '../../parts/card.tsx';
import type { TimelineStep } from '../../queries/charges.ts';
import { awaitedBy } from '../../states/look.ts';
import { StepStateMark } from '../../states/state.tsx';
import classes from './step-list.module.css';
import { Why } from './why.tsx';

type Props = { steps: TimelineStep[]; dueDate: string; onOpen: (id: string) => void };

/** The steps in words: first what will happen, then what happened, newest first. */
export function StepList({ steps, dueDate, onOpen }: Props) {
  const { t } = useTranslation('charges');
  const ordered = steps.toSorted((a, b) => (a.sendsAt < b.sendsAt ? -1 : 1));
  const ahead = ordered.filter(isAhead);
  const behind = ordered.filter((step) => !isAhead(step)).toReversed();
  return (
    <Card title={t('one.willHappen')}>
      <Lines {...{ dueDate, onOpen }} steps={ahead} nothing={t('one.nothingAhead')} />
      <h2 className={classes.second}>{t('one.happened')}</h2>
      <Lines {...{ dueDate, onOpen }} steps={behind} nothing={t('one.nothingBehind')} />
    </Card>
  );
}

function Lines({ steps, dueDate, nothing, onOpen }: Props & { nothing: string }) {
  const { t } = useTranslation('messages');
  const { t: tState } = useTranslation('states');
  const nameOf = useStepName(dueDate);
  if (steps.length === 0) return <Text c="dimmed">{nothing}</Text>;
  return (
    <ul className={classes.steps}>
      {steps.map((step) => (
        <li key={step.stepId} className={classes.step}>
          <span className={classes.number}>{step.rule}</span>
          <div className={classes.words}>
            <UnstyledButton className={classes.name} onClick={() => onOpen(step.stepId)}>
              {nameOf(step)}
            </UnstyledButton>
            <div className={classes.when}>
              <HourOf step={step} /> <Why step={step} />
            </div>
            {step.preview !== null && <div className={classes.text}>{step.preview.subject ?? step.preview.text}</div>}
          </div>
          <div className={classes.state}>
            <StepStateMark state={step.state} reason={step.reason} />
            {step.preview !== null && (
              <div className={classes.when}>
                {step.preview.subject === null ? t('life.segments', { count: step.preview.segments }) : tState('channel.email')} ·{' '}
                {cost(step.preview.cost)}
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** When it goes or went; of a held step when it would have gone, and of one that waits for a proof nothing. */
function HourOf({ step }: { step: TimelineStep }) {
  const { t } = useTranslation('charges');
  const { moment } = useWhen();
  const awaited = awaitedBy(step);
  if (awaited !== null) return t(`step.noHour.${awaited}`);
  return step.state === 'held' ? t('step.wouldGo', { when: moment(step.sendsAt) }) : moment(step.sendsAt);
}
