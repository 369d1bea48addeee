import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../format/when.ts';
import { Band, bandHeight } from './band.tsx';
import { isLabelled, type Label, labelWidth, placeLabels } from './labels.ts';
import classes from './ladder.module.css';
import { Pin } from './pin.tsx';
import { scaleOf, spread } from './scale.ts';
import type { LadderHold, LadderStep } from './step.ts';
import { useStepName } from './use-step-name.ts';
import { useStepWords } from './use-step-words.ts';

type Props = {
  steps: LadderStep[];
  dueDate: string;
  effectiveDueDate: string;
  /** Names by date. */
  holidays?: ReadonlyMap<string, string>;
  holds?: LadderHold[];
  picked?: string | undefined;
  onPick: (id: string) => void;
};

const least = 640;
const edge = 34;
const pinGap = 27;
const labelHeight = 38;
const todayHeight = 18;
const dateHeight = 20;

/**
 * The ruler of a charge: days as ticks, weekends and holidays shaded, today marked, past steps filled with their outcome and future ones
 * outlined. `onPick` opens a step.
 */
export function Ladder({ steps, dueDate, effectiveDueDate, holidays = new Map(), holds = [], picked, onPick }: Props) {
  const { t } = useTranslation('ladder');
  const clock = useWhen();
  const { ref, width: available } = useElementSize();
  const nameOf = useStepName(dueDate);
  const wordsOf = useStepWords();
  const width = Math.max(available, least);
  const ordered = steps.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const scale = scaleOf({
    instants: ordered.flatMap(({ at, plannedFor }) => [at, plannedFor]),
    dates: [clock.today(), dueDate, effectiveDueDate],
    width: width - 2 * edge,
    clock,
  });
  const spaced = spread(
    ordered.map(({ at }) => edge + scale.xOf(at)),
    pinGap,
    width - edge,
  );
  const pins = ordered.map((step, index) => ({ step, x: spaced[index] ?? 0, name: nameOf(step), ...wordsOf(step) }));
  const labelled = pins.filter(({ step }) => isLabelled(step));
  const places = placeLabels(
    labelled.map(({ x, name, said }) => ({ x, width: labelWidth(name, said) })),
    width,
  );
  const labels = new Map<string, Label>(labelled.flatMap(({ step }, index) => (places[index] ? [[step.id, places[index]]] : [])));
  const rows = (below: boolean) => 1 + Math.max(0, ...places.filter((place) => place.below === below).map(({ row }) => row));
  const top = rows(false) * labelHeight + todayHeight;
  const height = top + bandHeight + dateHeight + rows(true) * labelHeight + 4;

  return (
    <div className={classes.scroll} ref={ref}>
      {available > 0 && (
        <div className={classes.ladder} style={{ width, height }}>
          <Band {...{ scale, width, edge, top, dueDate, effectiveDueDate, holidays, holds, pins }} />
          <ol className={classes.pins} aria-label={t('label')}>
            {pins.map((pin) => (
              <Pin
                key={pin.step.id}
                {...pin}
                y={top + bandHeight / 2}
                label={labels.get(pin.step.id) ?? null}
                labelHeight={labelHeight}
                clear={{ above: bandHeight / 2 + todayHeight - 2, below: bandHeight / 2 + dateHeight }}
                picked={pin.step.id === picked}
                onPick={() => onPick(pin.step.id)}
              />
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}
