import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ZoneProvider } from '../format/zone.tsx';
import { unitsQuery } from '../queries/house.ts';
import { Banners } from './banners.tsx';
import { BottomBar } from './bottom-bar.tsx';
import classes from './frame.module.css';
import { GatewayLights } from './gateway-lights.tsx';
import { HelpLink } from './help-link.tsx';
import { Navigation } from './navigation.tsx';
import { SearchButton, SearchDialog } from './search.tsx';
import { ServicePill } from './service-pill.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { useLive } from './use-live.ts';
import { UserMenu } from './user-menu.tsx';
import { Wordmark } from './wordmark.tsx';

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
          <main id="content" tabIndex={-1} className={classes.main}>
            <Outlet />
          </main>
        </div>
        <BottomBar />
        <SearchDialog />
        <Shortcuts />
      </div>
    </ZoneProvider>
  );
}
