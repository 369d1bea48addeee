import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { plusDays, useWhen } from '../format/when.ts';
import classes from './band.module.css';
import type { Scale } from './scale.ts';
import type { LadderHold, LadderStep } from './step.ts';

export const bandHeight = 40;
const todayWordWidth = 70;

type Props = {
  scale: Scale;
  width: number;
  edge: number;
  top: number;
  dueDate: string;
  effectiveDueDate: string;
  holidays: ReadonlyMap<string, string>;
  holds: LadderHold[];
  pins: { step: LadderStep; x: number }[];
};

/** The ruler itself, behind the steps: days, weeks, closed days, today, what was moved and what is held. Read aloud by the pins alone. */
export function Band({ scale, width, edge, top, dueDate, effectiveDueDate, holidays, holds, pins }: Props) {
  const { t } = useTranslation('ladder');
  const { today, dayAndMonth } = useWhen();
  const hatch = useId();
  const bottom = top + bandHeight;
  const inner = width - 2 * edge;
  const x = (day: string) => edge + scale.xOfDate(day);
  const days = Array.from({ length: scale.days }, (_, index) => plusDays(scale.first, index));
  const weekdayOf = (day: string) => new Date(day).getUTCDay();
  const todayX = edge + scale.xOf(new Date().toISOString());
  const near = (from: number, to: number) => pins.some(({ x: pin }) => pin > todayX + from && pin < todayX + to);
  const wordLeft = todayX > width - todayWordWidth || (near(0, todayWordWidth) && !near(-todayWordWidth, 0) && todayX > todayWordWidth);
  const labelEvery = Math.max(1, Math.ceil(46 / (scale.dayWidth * 7)));
  const mondays = days.filter((day) => weekdayOf(day) === 1);
  const labelled = new Set(mondays.filter((_, index) => index % labelEvery === 0));

  return (
    <svg className={classes.band} width={width} height={bottom + 26} aria-hidden="true">
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" className={classes.hatch} />
        </pattern>
      </defs>
      {days.map((day) => {
        const weekend = weekdayOf(day) % 6 === 0;
        if (!weekend && !holidays.has(day)) return null;
        const fill = holidays.has(day) ? 'var(--holiday)' : `url(#${hatch})`;
        return (
          <rect key={day} x={x(day)} y={top} width={scale.dayWidth} height={bandHeight} fill={fill}>
            {holidays.has(day) && <title>{holidays.get(day)}</title>}
          </rect>
        );
      })}
      <rect x={edge} y={top} width={Math.max(0, Math.min(inner, todayX - edge))} height={bandHeight} className={classes.past} />
      <rect x={edge} y={top} width={inner} height={bandHeight} rx="3" className={classes.frame} />
      {days.map((day) => {
        const major = labelled.has(day) || day.endsWith('-01');
        if (!major && scale.dayWidth < 4 && weekdayOf(day) !== 1) return null;
        return <path key={day} d={`M${x(day)} ${bottom - (major ? 11 : 6)}V${bottom}`} className={major ? classes.week : classes.day} />;
      })}
      {days.map(
        (day) =>
          labelled.has(day) && (
            <text key={day} x={x(day)} y={bottom + 14} className={classes.date} textAnchor="middle">
              {dayAndMonth(day)}
            </text>
          ),
      )}
      {holds.map(({ id, from, until, word }) => {
        const start = Math.max(edge, edge + scale.xOf(from));
        const end = until === null ? width - edge : Math.min(width - edge, edge + scale.xOf(until));
        return (
          <g key={id}>
            <rect x={start} y={top + 3} width={Math.max(4, end - start)} height={9} rx="4.5" className={classes.hold} />
            <title>{word}</title>
          </g>
        );
      })}
      {pins.map(({ step, x: to }) => {
        const from = edge + scale.xOf(step.plannedFor);
        if (Math.abs(to - from) < Math.max(9, scale.dayWidth * 0.6) || step.at === step.plannedFor) return null;
        return (
          <g key={step.id} className={classes.moved}>
            <path d={`M${from} ${top + bandHeight / 2}H${to - 12}`} />
            <circle cx={from} cy={top + bandHeight / 2} r="3" />
          </g>
        );
      })}
      <path d={`M${x(dueDate) + 1} ${top - 5}V${bottom + 4}`} className={classes.due} />
      {effectiveDueDate !== dueDate && <path d={`M${x(effectiveDueDate) + 1} ${top - 5}V${bottom + 4}`} className={classes.effective} />}
      <path d={`M${todayX} ${top - 16}V${bottom + 4}`} className={classes.today} />
      <text x={todayX + (wordLeft ? -5 : 5)} y={top - 6} className={classes.todayWord} textAnchor={wordLeft ? 'end' : 'start'}>
        {t('today', { date: dayAndMonth(today()) })}
      </text>
    </svg>
  );
}
