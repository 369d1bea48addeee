import { useTranslation } from 'react-i18next';
import type { Changes } from './changes.ts';
import type { Ladder } from './place.ts';
import { RuleCard } from './rule-card.tsx';
import classes from './rule-ladder.module.css';
import { useRuleWords } from './use-rule-words.ts';

type Props = {
  line: Ladder['line'];
  changes: Changes;
  onOpen: (number: number) => void;
  onSwitch: ((number: number, enabled: boolean) => void) | undefined;
};

const [leastGap, mostGap, perRootOfDay] = [10, 84, 13];
const leastTick = 4;

/** The ruler upright: the due date in its middle, cards above and below it at their distance, a tick for each day between them. */
export function RuleLadder({ line, ...shared }: Props) {
  const { t } = useTranslation('rules');
  const before = line.filter(({ fromDue }) => fromDue < 0);
  const after = line.filter(({ fromDue }) => fromDue >= 0);
  const last = before.at(-1);
  const first = after[0];
  return (
    <ol className={classes.ladder} aria-label={t('ladder')}>
      <Cards places={before} {...shared} />
      {last !== undefined && <Gap days={-last.fromDue} />}
      <li className={classes.due}>
        <span className={classes.tick}>{t('tick', { days: '' })}</span>
        <strong>{t('due')}</strong>
      </li>
      {first !== undefined && <Gap days={first.fromDue} />}
      <Cards places={after} {...shared} />
    </ol>
  );
}

function Cards({ places, ...shared }: Omit<Props, 'line'> & { places: Ladder['line'] }) {
  const wordsOf = useRuleWords();
  return places.map((place, index) => {
    const next = places[index + 1];
    return [
      <li key={place.rule.number} className={classes.row} data-off={!place.rule.enabled || undefined}>
        <span className={classes.tick}>{wordsOf(place).tick}</span>
        <RuleCard place={place} {...shared} />
      </li>,
      next !== undefined && <Gap key={`gap ${place.rule.number}`} days={next.fromDue - place.fromDue} />,
    ];
  });
}

/** Empty days: taller the more there are, but never so tall that the next card is lost. A tick is a day, a week where days are too many. */
function Gap({ days }: { days: number }) {
  const height = Math.min(mostGap, leastGap + perRootOfDay * Math.sqrt(days));
  const perDay = days === 0 ? height : height / days;
  const tick = perDay < leastTick ? perDay * 7 : perDay;
  return <li className={classes.gap} style={{ height, backgroundSize: `9px ${tick}px` }} aria-hidden />;
}
