import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../../format/when.ts';
import { labelWidth, placeLabels } from '../../../ladder/labels.ts';
import words from '../../../ladder/mark-label.module.css';
import { spread } from '../../../ladder/scale.ts';
import { type Campaign, type CampaignMove, campaignHistoryQuery } from '../../../queries/campaigns.ts';
import { useNow } from '../use-now.ts';
import classes from './campaign-ruler.module.css';
import { courseOf, labelledTicks } from './course.ts';
import { type Stage, type StageName, stagesOf, stopsOf } from './stages.ts';

const least = 280;
const edge = 14;
const pinGap = 22;
const bandHeight = 30;
const labelHeight = 36;
const nowHeight = 26;
const tickHeight = 20;
const tickGap = 58;
const nowWord = 36;

const colors: Record<StageName, string> = {
  created: 'var(--state-queued)',
  approved: 'var(--state-accepted)',
  canary: 'var(--state-unknown)',
  sending: 'var(--state-sending)',
  resent: 'var(--state-sending)',
  finished: 'var(--state-delivered)',
  cancelled: 'var(--state-cancelled)',
};

/** The ruler of a campaign: from its first word to its last text, what happened filled, what comes outlined, its pauses as bars. */
export function CampaignRuler({ campaign }: { campaign: Campaign }) {
  const { ref, width } = useElementSize();
  const history = useQuery(campaignHistoryQuery(campaign)).data;
  return (
    <div ref={ref} className={classes.room}>
      {width > 0 && history !== undefined && <Drawn campaign={campaign} history={history} width={Math.max(width, least)} />}
    </div>
  );
}

function Drawn({ campaign, history, width }: { campaign: Campaign; history: readonly CampaignMove[]; width: number }) {
  const { t } = useTranslation('campaigns');
  const { moment, time } = useWhen();
  const farFrom = useFarWords();
  const stages = stagesOf(campaign, history);
  const stops = stopsOf(history);
  const isOver = campaign.finishedAt !== null;
  const now = new Date(useNow(30_000, !isOver)).toISOString();
  const anchor = stages.find(({ name }) => name === 'canary' || name === 'sending')?.at ?? now;
  const instants = [...stages.map(({ at }) => at), ...(isOver ? [] : [now])];
  const course = courseOf({ instants, anchor, width: width - 2 * edge });
  const labelled = new Set(labelledTicks(course.ticks, tickGap).map(({ minutes }) => minutes));
  const x = (instant: string) => edge + course.xOf(instant);
  const xs = spread(
    stages.map(({ at }) => x(at)),
    pinGap,
    width - edge,
  );
  const pins = stages.map((stage, index) => ({ stage, x: xs[index] ?? 0, said: saidOf(stage) }));
  const places = placeLabels(
    pins.map(({ x: middle, stage, said }) => ({ x: middle, width: labelWidth(t(`ruler.${stage.name}`), said) })),
    width,
  );
  const rows = (below: boolean) => Math.max(0, ...places.filter((place) => place.below === below).map(({ row }) => row + 1));
  const top = nowHeight + rows(false) * labelHeight;
  const bottom = top + bandHeight;
  const height = bottom + tickHeight + rows(true) * labelHeight;
  const past = isOver ? width - edge : x(now);

  function saidOf({ at, ahead, name }: Stage): string {
    return ahead && name === 'finished' ? t('ruler.about', { when: moment(at) }) : moment(at);
  }

  /** Words near an end of the ruler run inwards. */
  function anchorOf(at: number, reach: number): 'start' | 'middle' | 'end' {
    return at < reach ? 'start' : at > width - reach ? 'end' : 'middle';
  }

  return (
    <div className={classes.ruler} style={{ width, height }}>
      <svg className={classes.band} width={width} height={height} aria-hidden="true">
        <rect x={edge} y={top} width={Math.max(0, past - edge)} height={bandHeight} className={classes.past} />
        <rect x={edge} y={top} width={width - 2 * edge} height={bandHeight} rx="3" className={classes.frame} />
        {course.ticks.map(({ minutes, x: tick }) => {
          const major = labelled.has(minutes);
          return (
            <path
              key={minutes}
              d={`M${edge + tick} ${bottom - (major ? 11 : 6)}V${bottom}`}
              className={major ? classes.long : classes.tick}
            />
          );
        })}
        {course.ticks.map(
          ({ minutes, x: tick }) =>
            labelled.has(minutes) &&
            minutes !== 0 && (
              <text key={minutes} x={edge + tick} y={bottom + 13} className={classes.far} textAnchor={anchorOf(edge + tick, tickGap / 2)}>
                {farFrom(minutes)}
              </text>
            ),
        )}
        {stops.map(({ from, until }) => {
          const end = until === null ? past : x(until);
          return <rect key={from} x={x(from)} y={top + 3} width={Math.max(4, end - x(from))} height={8} rx="4" className={classes.stop} />;
        })}
        {!isOver && (
          <>
            <path d={`M${past} ${top - 6}V${bottom + 4}`} className={classes.now} />
            <text x={past} y={top - 10} className={classes.nowWord} textAnchor={anchorOf(past, nowWord)}>
              {t('ruler.now', { time: time(now) })}
            </text>
          </>
        )}
        {pins.map(({ stage, x: at }, index) => {
          const { below = false, row = 0 } = places[index] ?? {};
          const middle = top + bandHeight / 2;
          const reach = below ? bottom + tickHeight + row * labelHeight : top - nowHeight - row * labelHeight;
          const color = colors[stage.name];
          return (
            <g key={`${stage.name} ${stage.at}`} style={{ stroke: color }}>
              <path d={`M${at} ${middle}V${reach}`} className={classes.stem} />
              <circle cx={at} cy={middle} r="6.5" strokeWidth="2" style={{ fill: stage.ahead ? 'var(--surface)' : color }} />
            </g>
          );
        })}
      </svg>
      <ol className={classes.labels} aria-label={t('ruler.label')}>
        {pins.map(({ stage, x: at, said }, index) => {
          const { below = false, row = 0, side = 'middle' } = places[index] ?? {};
          const style = below ? { top: bottom + tickHeight + row * labelHeight } : { bottom: height - top + nowHeight + row * labelHeight };
          return (
            <li key={`${stage.name} ${stage.at}`} className={words.label} data-side={side} style={{ left: at, ...style }}>
              <span className={words.name}>{t(`ruler.${stage.name}`)}</span> <span className={words.said}>{said}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** How far a tick is from the first text: `+10 min`, `-1 h`, `+2 dias`. */
function useFarWords(): (minutes: number) => string {
  const { i18n } = useTranslation('campaigns');
  const said = (value: number, unit: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(i18n.language, { style: 'unit', unit, unitDisplay: 'short', signDisplay: 'always' }).format(value);
  return (minutes) => {
    const size = Math.abs(minutes);
    if (size < 60) return said(minutes, 'minute');
    return size < 1_440 ? said(minutes / 60, 'hour') : said(minutes / 1_440, 'day');
  };
}
