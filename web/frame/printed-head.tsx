import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../format/when.ts';
import { unitsQuery } from '../queries/house.ts';
import classes from './printed-head.module.css';

/** What a sheet of paper says of itself: whose it is, which page it shows, and of when. */
export function PrintedHead() {
  const { t } = useTranslation('access');
  const { moment } = useWhen();
  const house = useQuery(unitsQuery).data?.at(-1);
  const [sheet, setSheet] = useState(sheetOfNow);
  useEffect(() => {
    const note = () => flushSync(() => setSheet(sheetOfNow()));
    window.addEventListener('beforeprint', note);
    return () => window.removeEventListener('beforeprint', note);
  }, []);
  return (
    <div className={`${classes.head} print-only`}>
      <strong>{house?.name}</strong> · {sheet.title} · {t('printed', { when: moment(sheet.at) })}
    </div>
  );
}

function sheetOfNow() {
  return { title: document.title, at: new Date().toISOString() };
}
