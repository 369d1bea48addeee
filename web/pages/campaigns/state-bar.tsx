import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type MessageState, messageStates } from '../../../domain/states.ts';
import type { Campaign } from '../../queries/campaigns.ts';
import { messageLooks } from '../../states/look.ts';
import classes from './state-bar.module.css';

type Counts = Campaign['counts'];

/** From what is certain to what has not left: the bar fills from the left. */
const order: readonly MessageState[] = [
  'delivered',
  'accepted',
  'sending',
  'undelivered',
  'refused',
  'unknown',
  'expired',
  'suppressed',
  'cancelled',
  'queued',
];

/** What has not left yet is the empty part of the bar. */
function colorOf(state: MessageState): string {
  return state === 'queued' ? 'var(--hatch)' : messageLooks[state].color;
}

/** How many texts of a campaign are in a state. */
export function countOf(counts: Counts, ...states: MessageState[]): number {
  return states.reduce((sum, state) => sum + counts[state], 0);
}

/** Everybody in one bar, each state as wide as its share; what is said in words beside it is hidden from no one. */
export function StateBar({ counts, small = false }: { counts: Counts; small?: boolean }) {
  const { t } = useTranslation('campaigns');
  const { t: tStates } = useTranslation('states');
  const present = order.filter((state) => countOf(counts, state) > 0);
  if (counts.audience === 0) return null;
  const label = present.map((state) => `${tStates(`message.${state}`)}: ${t('number', { count: countOf(counts, state) })}`).join('; ');
  return (
    <div className={classes.bar} data-small={small || undefined} role="img" aria-label={label} title={label}>
      {present.map((state) => (
        <span key={state} style={{ flexGrow: countOf(counts, state), background: colorOf(state) }} />
      ))}
    </div>
  );
}

/** The same in numbers, each with its list. */
export function StateNumbers({ campaign: { id, counts } }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { t: tStates } = useTranslation('states');
  return (
    <ul className={classes.numbers}>
      {messageStates
        .filter((state) => countOf(counts, state) > 0)
        .map((state) => {
          const { color, icon: Icon, struck } = messageLooks[state];
          return (
            <li key={state}>
              <Link to="/mensagens" search={{ campanha: id, estado: state }} className={classes.number}>
                <Icon size={16} stroke={2.2} aria-hidden style={{ color }} />
                <strong className="figures">{t('number', { count: countOf(counts, state) })}</strong>
                <span className={struck && classes.struck} style={{ color }}>
                  {tStates(`message.${state}`)}
                </span>
              </Link>
            </li>
          );
        })}
    </ul>
  );
}
