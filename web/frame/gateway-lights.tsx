import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { gatewaysInUseQuery } from '../queries/house.ts';
import { GatewayDot } from './gateway-dot.tsx';
import { lightOf, useLightOf } from './gateway-light.ts';
import classes from './gateway-lights.module.css';

const mostShown = 3;

/** One light a gateway, at the top of every page. */
export function GatewayLights() {
  const { t } = useTranslation('frame');
  const { data = [] } = useQuery(gatewaysInUseQuery);
  const lightNow = useLightOf();
  const worst = data.toSorted((a, b) => Number(lightOf(a) === 'running') - Number(lightOf(b) === 'running'));
  return (
    <ul className={classes.lights} aria-label={t('gateways.label')}>
      {worst.slice(0, mostShown).map((gateway) => {
        const light = lightNow(gateway);
        return (
          <li key={gateway.id}>
            <Link
              to="/configuracao/gateways"
              className={classes.light}
              aria-label={t(`gateways.${light}`, { name: gateway.name, reason: gateway.stoppedReason ?? '' })}
            >
              <GatewayDot light={light} />
              <span className={classes.name}>{gateway.name}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
