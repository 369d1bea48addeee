import { useTranslation } from 'react-i18next';
import { daysBetween, useWhen } from '../format/when.ts';
import classes from './mini-ladder.module.css';
import { spread } from './scale.ts';
import { isAhead, isGoing, isPassedOver, type LadderStep, lookOfStep } from './step.ts';
import { useStepName } from './use-step-name.ts';

const height = 24;
const edge = 6;
const marks = [-30, -14, -7, 0, 7, 14, 30, 60, 90, 180];

/** The same ruler in the space of a table row: what happened, where today is, what comes. Far days stand closer, as on a slide rule. */
export function MiniLadder({ steps, dueDate, width = 168 }: { steps: LadderStep[]; dueDate: string; width?: number }) {
  const { t } = useTranslation('ladder');
  const { localDate, today, moment } = useWhen();
  const nameOf = useStepName(dueDate);
  const ordered = steps.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const places = ordered.map(({ at }) => compressed(daysBetween(dueDate, localDate(at))));
  const [from, to] = [Math.min(compressed(-3), ...places), Math.max(compressed(7), ...places)];
  const x = (place: number) => edge + ((place - from) / (to - from)) * (width - 2 * edge);
  const xs = spread(places.map(x), 9, width - edge);
  const now = Math.min(width - 1, Math.max(1, x(compressed(daysBetween(dueDate, today())))));
  const next = ordered.find(isGoing);
  const done = ordered.filter((step) => !isAhead(step) && !isPassedOver(step)).length;
  const label = [
    t('miniDone', { count: done, total: ordered.length }),
    ...(next === undefined ? [] : [t('miniNext', { name: nameOf(next), when: moment(next.at) })]),
  ].join('; ');
  return (
    <svg className={classes.mini} width={width} height={height} role="img" aria-label={label}>
      <title>{label}</title>
      <path d={`M1 17.5H${width - 1}`} className={classes.line} />
      {marks
        .map(compressed)
        .filter((place) => place >= from && place <= to)
        .map((place) => (
          <path key={place} d={`M${x(place)} 17.5v4`} className={classes.line} />
        ))}
      <path d={`M${x(0)} 4V21`} className={classes.due} />
      <path d={`M${now} 1V23`} className={classes.today} />
      {ordered.map((step, index) => {
        const { color } = lookOfStep(step);
        const small = isPassedOver(step);
        return (
          <circle
            key={step.id}
            cx={xs[index]}
            cy={11}
            r={small ? 2.2 : 3.6}
            style={{ stroke: color, fill: isAhead(step) || small ? 'var(--surface)' : color }}
            strokeWidth={small ? 1 : 1.8}
          />
        );
      })}
    </svg>
  );
}

/** Days from the due date on a scale that is fine near it and coarse far away. */
function compressed(days: number): number {
  return Math.sign(days) * Math.log1p(Math.abs(days) / 4);
}
