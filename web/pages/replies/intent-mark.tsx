import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { IconCircleCheck, IconMessage2, IconMessageOff, IconPhoneOff } from '../../parts/icons.ts';
import type { Reply } from '../../queries/replies.ts';
import classes from '../../states/state.module.css';

const looks = {
  unread: { color: 'var(--state-sending)', icon: IconMessage2 },
  read: { color: 'var(--state-delivered)', icon: IconCircleCheck },
  'opt-out': { color: 'var(--state-undelivered)', icon: IconMessageOff },
  'wrong-person': { color: 'var(--state-refused)', icon: IconPhoneOff },
} as const;

/** What an answer asked for and what was done about it; one that no word explains waits until somebody reads it. */
export function IntentMark({ reply: { intent, readAt, readByName } }: { reply: Reply }) {
  const { t } = useTranslation('replies');
  const { moment } = useWhen();
  const state = intent === 'other' ? (readAt === null ? 'unread' : 'read') : intent;
  const { color, icon: Icon } = looks[state];
  const detail =
    state === 'read' && readAt !== null
      ? t('readBy', { who: readByName ?? t('somebody'), when: moment(readAt) })
      : t(`intentDone.${intent}`);
  return (
    <span className={classes.state} style={{ color }}>
      <Icon size={16} stroke={2.2} aria-hidden />
      <span>
        {state === 'unread' || state === 'read' ? t(state) : t(`intent.${state}`)}
        {detail !== '' && <span className={classes.reason}>: {detail}</span>}
      </span>
    </span>
  );
}
