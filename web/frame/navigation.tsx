import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './navigation.module.css';
import { type Page, useOpenPages } from './pages.ts';
import { useWaitingCounts } from './use-waiting.ts';
import { Wordmark } from './wordmark.tsx';

/** The pages, at the left of wide screens. */
export function Navigation() {
  const { t } = useTranslation('frame');
  const waiting: Partial<Record<Page['name'], number>> = useWaitingCounts();
  const { daily, settings } = useOpenPages();
  return (
    <nav className={`${classes.navigation} no-print`} aria-label={t('navigation')}>
      <Link to="/" className={classes.home}>
        <Wordmark />
      </Link>
      <ul className={classes.list}>
        {daily.map((page) => (
          <li key={page.name}>
            <PageLink page={page} count={waiting[page.name] ?? 0} />
          </li>
        ))}
      </ul>
      <h2 className={classes.group}>{t('settings')}</h2>
      <ul className={classes.list}>
        {settings.map((page) => (
          <li key={page.name}>
            <PageLink page={page} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function PageLink({ page: { name, to, icon: Icon }, count = 0, onFollow }: { page: Page; count?: number; onFollow?: () => void }) {
  const { t } = useTranslation('frame');
  return (
    <Link to={to} className={classes.link} activeOptions={{ exact: to === '/', includeSearch: false }} onClick={() => onFollow?.()}>
      <Icon size={18} stroke={1.7} aria-hidden />
      <span>{t(`pages.${name}`)}</span>
      {count > 0 && <span className={classes.count}>{count}</span>}
    </Link>
  );
}
