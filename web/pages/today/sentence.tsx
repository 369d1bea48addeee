import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { useServiceState } from '../../frame/use-service-state.ts';
import type { Today } from '../../queries/reports.ts';
import classes from './sentence.module.css';

/** `Hoje saem 1.284 avisos, entre 9h e 18h. 312 já foram entregues. 4 coisas esperam você.` Each part opens its list. */
export function Sentence({ today, waiting }: { today: Today; waiting: number | null }) {
  const { t } = useTranslation('today');
  const { date, totals } = today;
  const day = { de: date, ate: date };
  return (
    <span className={classes.sentence}>
      <Link to="/mensagens" search={day}>
        <What today={today} />
      </Link>{' '}
      {totals.delivered > 0 && (
        <>
          <Link to="/mensagens" search={{ ...day, estado: 'delivered' }}>
            {t('sentence.delivered', { count: totals.delivered })}
          </Link>{' '}
        </>
      )}
      {waiting !== null && <a href="#waiting">{waiting === 0 ? t('sentence.nothingWaits') : t('sentence.waits', { count: waiting })}</a>}
    </span>
  );
}

function What({ today: { totals, hours } }: { today: Today }) {
  const { t } = useTranslation('today');
  const { time } = useWhen();
  const all = totals.planned + totals.sent;
  const service = useServiceState();
  if (service !== 'on')
    return [t(`sentence.${service}`), ...(totals.sent > 0 ? [t('sentence.before', { count: totals.sent })] : [])].join(' ');
  if (all === 0) return t('sentence.nothing');
  const notices = all - totals.campaign;
  const what = [
    ...(notices > 0 ? [t('sentence.notices', { count: notices })] : []),
    ...(totals.campaign > 0 ? [t('sentence.campaign', { count: totals.campaign })] : []),
  ].join(` ${t('sentence.and')} `);
  const hourOf = (at: string) => t('sentence.hour', { hour: Number(time(at).slice(0, 2)) });
  const [from, to] = [hours.at(0)?.at ?? '', hours.at(-1)?.at ?? ''];
  // The last hour that has a text ends an hour after it began.
  const until = hourOf(new Date(Date.parse(to) + 3_600_000).toISOString());
  return t(totals.planned === 0 ? 'sentence.left' : 'sentence.leaves', { count: all, what, from: hourOf(from), to: until });
}
