import { VisuallyHidden } from '@mantine/core';
import classes from './bars.module.css';

export type BarPart = {
  key: string;
  value: number;
  color: string /** Not there yet: drawn as a shadow of what will be. */;
  faint?: boolean;
};

export type Bar = {
  key: string;
  /** Stands under the bar; empty where the next one says enough. */
  label: string;
  /** The bar in words. */
  says: string;
  parts: BarPart[];
  /** Stands above the bar, in the place of what its parts add up to. */
  top?: string;
  shaded?: boolean;
  now?: string;
};

const topHeight = 20;

/** Values side by side, each made of its parts. Read aloud it is a list of sentences. */
export function Bars({ label, bars, height = 150 }: { label: string; bars: Bar[]; height?: number }) {
  const sums = bars.map(sumOf);
  const most = Math.max(1, ...sums);
  const highest = sums.indexOf(most);
  return (
    <ol className={classes.bars} aria-label={label} data-many={bars.length > 20 || undefined} data-some={bars.length > 10 || undefined}>
      {bars.map((bar, index) => {
        const sum = sumOf(bar);
        return (
          <li
            key={bar.key}
            className={classes.bar}
            data-shaded={bar.shaded || undefined}
            data-highest={index === highest || undefined}
            title={bar.says}
          >
            <VisuallyHidden>{bar.says}</VisuallyHidden>
            <div className={classes.column} style={{ height: height + topHeight }} aria-hidden>
              {bar.now !== undefined && <span className={classes.now}>{bar.now}</span>}
              {sum > 0 && <span className={classes.top}>{bar.top ?? sum}</span>}
              <div className={classes.stack} style={{ height: `${(sum / most) * 100}%` }}>
                {bar.parts
                  .filter(({ value }) => value > 0)
                  .map(({ key, value, color, faint }) => (
                    <div key={key} className={classes.part} data-faint={faint || undefined} style={{ flexGrow: value, color }} />
                  ))}
              </div>
            </div>
            <span className={classes.label} aria-hidden>
              {bar.label}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function sumOf({ parts }: Bar): number {
  return parts.reduce((sum, { value }) => sum + value, 0);
}
