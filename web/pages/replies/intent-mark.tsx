import { useTranslation } from 'react-i18next';
import type { ReplyIntent } from '../../../domain/reply-intent.ts';
import { IconMessage2, IconMessageOff, IconPhoneOff } from '../../parts/icons.ts';
import classes from '../../states/state.module.css';

const looks = {
  other: { color: 'var(--state-sending)', icon: IconMessage2 },
  'opt-out': { color: 'var(--state-undelivered)', icon: IconMessageOff },
  'wrong-person': { color: 'var(--state-refused)', icon: IconPhoneOff },
} as const;

/** What an answer asked for, and what was done about it. */
export function IntentMark({ intent }: { intent: ReplyIntent }) {
  const { t } = useTranslation('replies');
  const { color, icon: Icon } = looks[intent];
  const done = t(`intentDone.${intent}`);
  return (
    <span className={classes.state} style={{ color }}>
      <Icon size={16} stroke={2.2} aria-hidden />
      <span>
        {t(`intent.${intent}`)}
        {done !== '' && <span className={classes.reason}>: {done}</span>}
      </span>
    </span>
  );
}
