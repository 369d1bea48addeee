import { useQuery } from '@tanstack/react-query';
import { Outlet, useMatches } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { part } from '../app/part.ts';
import { ZoneProvider } from '../format/zone.tsx';
import { unitsQuery } from '../queries/house.ts';
import { Banners } from './banners.tsx';
import { BottomBar } from './bottom-bar.tsx';
import classes from './frame.module.css';
import { GatewayLights } from './gateway-lights.tsx';
import { HelpLink } from './help-link.tsx';
import { Navigation } from './navigation.tsx';
import { useClosedPage } from './pages.ts';
import { SearchButton, SearchDialog } from './search.tsx';
import { ServicePill } from './service-pill.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { useLive } from './use-live.ts';
import { UserMenu } from './user-menu.tsx';
import { Wordmark } from './wordmark.tsx';

const PrintedHead = part(async () => (await import('./printed-head.tsx')).PrintedHead);
const ClosedPage = part(async () => (await import('./closed-page.tsx')).ClosedPage);

/** What surrounds every page. Hours are those of the first unit unless a page says otherwise. */
export function Frame() {
  const { t } = useTranslation('frame');
  const { data: units } = useQuery(unitsQuery);
  useLive();
  return (
    <ZoneProvider zone={units?.at(-1)?.timeZone}>
      <div className={classes.frame}>
        <a href="#content" className={classes.skip}>
          {t('skip')}
        </a>
        <Navigation />
        <div className={classes.column}>
          <header className={`${classes.header} no-print`}>
            <span className={classes.phoneOnly}>
              <Wordmark />
            </span>
            <SearchButton />
            <div className={classes.headerEnd}>
              <GatewayLights />
              <ServicePill />
              <HelpLink />
              <UserMenu />
            </div>
          </header>
          <Banners />
          <Suspense>
            <PrintedHead />
          </Suspense>
          <main id="content" tabIndex={-1} className={classes.main}>
            <Page />
          </main>
        </div>
        <BottomBar />
        <SearchDialog />
        <Shortcuts />
      </div>
    </ZoneProvider>
  );
}

function Page() {
  const closed = useClosedPage(useMatches({ select: (matches) => matches.at(-1)?.fullPath }));
  if (closed === null) return <Outlet />;
  return (
    <Suspense>
      <ClosedPage name={closed} />
    </Suspense>
  );
}
