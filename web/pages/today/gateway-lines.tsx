import { Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { cost } from '../../format/money.ts';
import { GatewayDot } from '../../frame/gateway-dot.tsx';
import { lightColors, useLightOf } from '../../frame/gateway-light.ts';
import { Card } from '../../parts/card.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import type { Gateway } from '../../queries/gateways.ts';
import { gatewaysInUseQuery } from '../../queries/house.ts';
import type { Today } from '../../queries/reports.ts';
import classes from './gateway-lines.module.css';

/** Through what it leaves: how much of the allowed rate is used now, what waits, what arrives, what is left on the account. */
export function GatewayLines({ today }: { today: Today }) {
  const { t } = useTranslation('today');
  const gateways = useQuery(gatewaysInUseQuery);
  return (
    <Card title={t('gateways.title')}>
      <Loaded query={gateways}>
        {(all) =>
          all.length === 0 ? (
            <Text c="dimmed">
              {t('gateways.none')} <Link to="/configuracao/gateways/novo">{t('gateways.add')}</Link>
            </Text>
          ) : (
            <ul className={classes.list}>
              {all.map((gateway) => (
                <GatewayLine key={gateway.id} gateway={gateway} today={today} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

function GatewayLine({ gateway, today: { date, gateways } }: { gateway: Gateway; today: Today }) {
  const { t } = useTranslation('today');
  const { t: tGateways } = useTranslation('gateways');
  const { id, name, quantity, intervalSeconds, health } = gateway;
  const { sent = 0, delivered = 0, waiting = 0, used = 0 } = gateways.find(({ gatewayId }) => gatewayId === id) ?? {};
  const light = useLightOf()(gateway);
  const facts = [
    ...(waiting > 0 ? [t('gateways.waiting', { count: waiting })] : []),
    ...(sent > 0 ? [t('gateways.delivered', { share: Math.round((100 * delivered) / sent) })] : [t('gateways.nothing')]),
    ...(health.balance === null
      ? []
      : [
          health.balanceUnit === 'reais'
            ? t('gateways.balance', { amount: cost(health.balance) })
            : t('gateways.left', { count: Number(health.balance) }),
        ]),
  ];
  const rate =
    quantity === null ? t('gateways.unlimited', { count: used }) : t('gateways.rate', { used, quantity, seconds: intervalSeconds });
  return (
    <li className={classes.gateway}>
      <GatewayDot light={light} />
      <div className={classes.words}>
        <Link to="/configuracao/gateways/$gatewayId" params={{ gatewayId: id }} className={classes.name}>
          {name}
        </Link>{' '}
        <Text span c="dimmed" size="sm">
          {tGateways(`light.${light}`)}
        </Text>
        <Text c="dimmed" size="sm">
          <Link to="/mensagens" search={{ gateway: id, de: date, ate: date }} className={classes.facts}>
            {facts.join(' · ')}
          </Link>
        </Text>
      </div>
      <div className={classes.rate}>
        <Text size="sm" className="figures">
          {rate}
        </Text>
        {quantity !== null && (
          <Progress value={Math.min(100, (100 * used) / quantity)} size={6} color={lightColors[light]} aria-label={rate} />
        )}
      </div>
    </li>
  );
}
