import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Wordmark } from '../frame/wordmark.tsx';
import classes from './sign-in-page.module.css';

/** The door: what this is at the left, the form at the right. */
export function SignInPage({ children }: { children: ReactNode }) {
  const { t } = useTranslation('signIn');
  return (
    <div className={classes.page}>
      <aside className={classes.side}>
        <Wordmark />
        <svg className={classes.ruler} viewBox="0 0 360 60" aria-hidden="true">
          {Array.from({ length: 37 }, (_, tick) => tick * 10).map((x) => (
            <path key={x} d={`M${x} ${x % 50 === 0 ? 24 : 32}V40`} />
          ))}
          <path d="M0 40H360" />
          {[50, 120, 150].map((x) => (
            <circle key={x} cx={x} cy={14} r="6" className={classes.done} />
          ))}
          {[220, 300].map((x) => (
            <circle key={x} cx={x} cy={14} r="5.5" className={classes.ahead} />
          ))}
        </svg>
        <Text size="lg">{t('about')}</Text>
      </aside>
      <main className={classes.main}>{children}</main>
    </div>
  );
}
