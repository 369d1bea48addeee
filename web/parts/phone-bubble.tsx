import { useTranslation } from 'react-i18next';
import classes from './phone-bubble.module.css';

/** A text as the phone of the customer shows it. */
export function PhoneBubble({
  text,
  subject = null,
  segments,
  unicode = false,
}: {
  text: string;
  subject?: string | null;
  segments?: number;
  unicode?: boolean;
}) {
  const { t } = useTranslation('messages');
  return (
    <div className={classes.phone}>
      <div className={classes.bubble}>
        {subject !== null && <strong className={classes.subject}>{subject}</strong>}
        {text}
      </div>
      <p className={classes.measure}>
        <span>{t('life.letters', { count: [...text].length })}</span>
        {segments !== undefined && subject === null && <span>{t('life.segments', { count: segments })}</span>}
        {unicode && <span>{t('life.unicode')}</span>}
      </p>
    </div>
  );
}
