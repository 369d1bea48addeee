import { useElementSize } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { plusDays, useWhen } from '../format/when.ts';
import classes from './common-ladder.module.css';
import { scaleOf, spread } from './scale.ts';
import { isAhead, isPassedOver, type LadderHold, type LadderStep, lookOfStep } from './step.ts';
import { useStepName } from './use-step-name.ts';
import { useStepWords } from './use-step-words.ts';

export type LadderRow = { chargeId: string; dueDate: string; label: ReactNode; steps: LadderStep[]; holds: LadderHold[] };

const least = 420;
const edge = 12;
const near = 45;

/** Several charges on one ruler, one line each, so that what meets on the same day is seen. Far days are left to the page of each charge. */
export function CommonLadder({ rows }: { rows: LadderRow[] }) {
  const { t } = useTranslation('ladder');
  const clock = useWhen();
  const { ref, width: available } = useElementSize();
  const width = Math.max(available, least);
  const [from, to] = [plusDays(clock.today(), -near), plusDays(clock.today(), near)];
  const isNear = ({ at }: LadderStep) => clock.localDate(at) >= from && clock.localDate(at) <= to;
  const instants = rows.flatMap(({ steps }) => steps.filter(isNear).map(({ at }) => at));
  const scale = scaleOf({ instants, dates: [clock.today()], width: width - 2 * edge, clock, air: 1 });
  const today = edge + scale.xOf(new Date().toISOString());
  const days = Array.from({ length: scale.days }, (_, index) => plusDays(scale.first, index));
  return (
    <div className={classes.rows}>
      {rows.map(({ chargeId, dueDate, label, steps, holds }, index) => (
        <div key={chargeId} className={classes.row}>
          <div className={classes.label}>{label}</div>
          <div className={classes.track} ref={index === 0 ? ref : undefined}>
            {available > 0 && (
              <Track
                {...{ chargeId, dueDate, holds, width, today, days }}
                xOf={(instant) => edge + scale.xOf(instant)}
                xOfDate={(date) => edge + scale.xOfDate(date)}
                steps={steps.filter(isNear)}
              />
            )}
          </div>
        </div>
      ))}
      <p className={classes.note}>{t('near', { from: clock.dayAndMonth(scale.first), to: clock.dayAndMonth(days.at(-1) ?? to) })}</p>
    </div>
  );
}

type TrackProps = {
  chargeId: string;
  dueDate: string;
  steps: LadderStep[];
  holds: LadderHold[];
  width: number;
  today: number;
  days: string[];
  xOf: (instant: string) => number;
  xOfDate: (date: string) => number;
};

function Track({ chargeId, dueDate, steps, holds, width, today, days, xOf, xOfDate }: TrackProps) {
  const nameOf = useStepName(dueDate);
  const wordsOf = useStepWords();
  const { moment } = useWhen();
  const ordered = steps.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const xs = spread(
    ordered.map(({ at }) => xOf(at)),
    21,
    width - edge,
  );
  return (
    <>
      <svg width={width} height={34} className={classes.ruler} aria-hidden="true">
        <path d={`M0 17H${width}`} className={classes.line} />
        {days.map((day) => (
          <path key={day} d={`M${xOfDate(day)} ${new Date(day).getUTCDay() === 1 ? 11 : 14.5}V17`} className={classes.line} />
        ))}
        {holds.map(({ id, from, until, word }) => {
          const start = Math.min(width - edge, Math.max(edge, xOf(from)));
          const end = until === null ? width - edge : Math.min(width - edge, xOf(until));
          return (
            <rect key={id} x={start} y={1} width={Math.max(4, end - start)} height={5} rx="2.5" className={classes.hold}>
              <title>{word}</title>
            </rect>
          );
        })}
        {days.includes(dueDate) && <path d={`M${xOfDate(dueDate)} 4V30`} className={classes.due} />}
        <path d={`M${today} 0V34`} className={classes.today} />
      </svg>
      {ordered.map((step, index) => (
        <Link
          key={step.id}
          to="/cobrancas/$chargeId"
          params={{ chargeId }}
          search={{ etapa: step.id }}
          className={classes.pin}
          style={{ left: xs[index], color: lookOfStep(step).color }}
          data-ahead={isAhead(step) || isPassedOver(step) || undefined}
          data-passed={isPassedOver(step) || undefined}
          title={`${nameOf(step)}: ${[wordsOf(step).word, ...(step.state === 'held' ? [] : [moment(step.at)])].join(', ')}`}
        >
          {step.rule}
        </Link>
      ))}
    </>
  );
}
