import { VisuallyHidden } from '@mantine/core';
import { useWhen } from '../format/when.ts';
import type { Label } from './labels.ts';
import words from './mark-label.module.css';
import classes from './pin.module.css';
import { isAhead, isPassedOver, type LadderStep, lookOfStep } from './step.ts';

type Props = {
  step: LadderStep;
  name: string;
  word: string;
  said: string;
  x: number;
  y: number;
  /** Null: a mark without words. */
  label: Label | null;
  labelHeight: number;
  /** Pixels from the middle of the band to where labels may begin. */
  clear: { above: number; below: number };
  picked: boolean;
  onPick: () => void;
};

/** One step on the ruler: its number in its state's colour, its name and hour, as a button. */
export function Pin({ step, name, word, said, x, y, label, labelHeight, clear, picked, onPick }: Props) {
  const { moment } = useWhen();
  const when = step.state === 'held' ? [] : [moment(step.at)];
  const below = label?.below ?? false;
  const reach = (below ? clear.below : clear.above) + (label?.row ?? 0) * labelHeight;
  return (
    <li>
      <button
        type="button"
        className={classes.pin}
        style={{ left: x, top: y, color: lookOfStep(step).color }}
        data-ahead={isAhead(step) || undefined}
        data-passed={isPassedOver(step) || undefined}
        data-quiet={label === null || undefined}
        data-picked={picked || undefined}
        title={label === null ? `${name}: ${[word, ...when].join(', ')}` : undefined}
        onClick={onPick}
      >
        {label !== null && <span className={classes.stem} data-below={below || undefined} style={{ height: reach - 11 }} />}
        <span className={classes.disc}>{step.rule}</span>
        {label === null ? (
          <VisuallyHidden>{[name, word, ...when].join(' ')}</VisuallyHidden>
        ) : (
          <span className={`${words.label} ${classes.label}`} data-side={label.side} style={{ [below ? 'top' : 'bottom']: reach + 12 }}>
            <span className={words.name}>{name}</span> <span className={words.said}>{said}</span>
            {!said.includes(word) && <VisuallyHidden>{word}</VisuallyHidden>}
          </span>
        )}
      </button>
    </li>
  );
}
