import { useTranslation } from 'react-i18next';
import classes from './wordmark.module.css';

export function Wordmark() {
  const { t } = useTranslation('frame');
  return (
    <span className={classes.wordmark}>
      <svg width="24" height="24" viewBox="0 0 22 22" aria-hidden="true">
        <rect x="1" y="6" width="20" height="10" rx="2.5" fill="var(--amber)" />
        <path d="M5 6v5M9 6v3.4M13 6v5M17 6v3.4" stroke="#11352a" strokeWidth="1.6" strokeLinecap="round" />
      </svg>
      {t('product')}
    </span>
  );
}
