import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { IconAlertTriangle } from '../parts/icons.ts';
import { gatewaysQuery, settingsQuery } from '../queries/house.ts';
import classes from './banners.module.css';
import { type GatewayLight, lightOf } from './gateway-light.ts';
import type { RoutePath } from './pages.ts';

/** Whatever stops sending is said here, on every page, until it is over. */
export function Banners() {
  const { t } = useTranslation('frame');
  const { data: settings } = useQuery(settingsQuery);
  const { data: gateways = [] } = useQuery(gatewaysQuery);
  const stopped = gateways.filter((gateway) => isStopped(lightOf(gateway)));
  const service = settings?.service ?? 'on';
  return (
    <>
      {service !== 'on' && (
        <Banner to="/configuracao/servico" action={t('service.open')}>
          {t(service === 'off' ? 'service.bannerOff' : 'service.bannerShadow')}
        </Banner>
      )}
      {settings?.paused === true && service !== 'off' && (
        <Banner to="/configuracao/servico" search={{ pergunta: 'retomar' }} action={t('service.resume')}>
          {t('service.bannerPaused')}
        </Banner>
      )}
      {stopped.map((gateway) => (
        <Banner key={gateway.id} to="/configuracao/gateways" action={t('service.fix')}>
          {gateway.stoppedReason === null
            ? t(`gateways.${lightOf(gateway)}`, { name: gateway.name, reason: '' })
            : t('service.bannerGateway', { name: gateway.name, reason: gateway.stoppedReason })}
        </Banner>
      ))}
    </>
  );
}

function isStopped(light: GatewayLight): boolean {
  return light === 'stopped' || light === 'unreadable' || light === 'down';
}

type BannerProps = { to: RoutePath; search?: Record<string, string>; action: string; children: string };

function Banner({ to, search, action, children }: BannerProps) {
  return (
    <div className={`${classes.banner} no-print`} role="status">
      <IconAlertTriangle size={18} aria-hidden />
      <span>{children}</span>
      <Link to={to} {...(search && { search })} className={classes.action}>
        {action}
      </Link>
    </div>
  );
}
