import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { IconAlertTriangle } from '../parts/icons.ts';
import { gatewaysQuery, settingsQuery } from '../queries/house.ts';
import classes from './banners.module.css';
import { lightOf } from './gateway-light.ts';
import type { RoutePath } from './pages.ts';

/** Whatever stops sending is said here, on every page, until it is over. */
export function Banners() {
  const { t } = useTranslation('frame');
  const { data: settings } = useQuery(settingsQuery);
  const { data: gateways = [] } = useQuery(gatewaysQuery);
  const stopped = gateways.filter((gateway) => lightOf(gateway) === 'stopped' || lightOf(gateway) === 'unreadable');
  const service = settings?.service ?? 'on';
  return (
    <>
      {service !== 'on' && (
        <Banner to="/configuracao/servico" action={t('service.open')}>
          {t(service === 'off' ? 'service.bannerOff' : 'service.bannerShadow')}
        </Banner>
      )}
      {stopped.map(({ id, name, stoppedReason }) => (
        <Banner key={id} to="/configuracao/gateways" action={t('service.fix')}>
          {t('service.bannerGateway', { name, reason: stoppedReason ?? t('gateways.unreadable', { name }) })}
        </Banner>
      ))}
    </>
  );
}

function Banner({ to, action, children }: { to: RoutePath; action: string; children: string }) {
  return (
    <div className={`${classes.banner} no-print`} role="status">
      <IconAlertTriangle size={18} aria-hidden />
      <span>{children}</span>
      <Link to={to} className={classes.action}>
        {action}
      </Link>
    </div>
  );
}
