import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { cost } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { GatewayDot } from '../../frame/gateway-dot.tsx';
import { lightColors, useLightOf } from '../../frame/gateway-light.ts';
import { Card } from '../../parts/card.tsx';
import { Facts } from '../../parts/facts.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { type Gateway, readBalance, servicesQuery } from '../../queries/gateways.ts';
import { gatewaysQuery, settingsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { todayQuery } from '../../queries/reports.ts';
import classes from './gateway-card.module.css';
import { useRateWords } from './rate.ts';

/** One gateway: its light, its rate, what it is used for, and the switches. */
export function GatewayCard({ gateway }: { gateway: Gateway }) {
  const { t } = useTranslation('gateways');
  const { t: tFrame } = useTranslation('frame');
  const may = useMay();
  const rateWords = useRateWords();
  const services = useQuery(servicesQuery).data ?? [];
  const defaults = useQuery(settingsQuery).data?.defaultGateways;
  const pause = useGatewayChange(gateway.id);
  const light = useLightOf()(gateway);
  const { health } = gateway;
  const { date = '', gateways: figures = [] } = useQuery(todayQuery).data ?? {};
  const { waiting = 0, sent = 0, delivered = 0 } = figures.find(({ gatewayId }) => gatewayId === gateway.id) ?? {};
  const uses = (['notices', 'campaigns', 'manual', 'email'] as const).filter((use) => defaults?.[use] === gateway.id);
  return (
    <Card
      title={gateway.name}
      aside={
        <span className={classes.light} style={{ color: lightColors[light] }}>
          <GatewayDot light={light} />
          {t(`light.${light}`)}
        </span>
      }
    >
      {gateway.stoppedReason !== null && (
        <Text c="var(--mantine-color-error)" mb="sm">
          {tFrame('gateways.stopped', { name: gateway.name, reason: gateway.stoppedReason })}
        </Text>
      )}
      <Facts
        facts={[
          { label: t('fields.service'), value: services.find(({ id }) => id === gateway.service)?.label ?? gateway.service },
          { label: t('fields.rate'), value: rateWords(gateway) },
          { label: t('fields.price'), value: gateway.channel === 'sms' && cost(gateway.price) },
          { label: t('fields.uses'), value: uses.length > 0 && uses.map((use) => t(`use.${use}`)).join(', ') },
          { label: t('fields.waiting'), value: waiting > 0 && <Waiting id={gateway.id} count={waiting} /> },
          { label: t('fields.delivered'), value: sent > 0 && <Delivered id={gateway.id} {...{ date, sent, delivered }} /> },
          {
            label: t('fields.month'),
            value: health.monthMessages !== null && health.monthMessages > 0 && health.monthCost !== null && (
              <Link to="/mensagens" search={{ gateway: gateway.id, de: date && `${date.slice(0, 8)}01` }}>
                {t('month', { count: health.monthMessages, cost: cost(health.monthCost) })}
              </Link>
            ),
          },
          { label: t('fields.balance'), value: gateway.abilities?.balance === true && <Balance gateway={gateway} /> },
        ]}
      />
      {gateway.warnings.map((warning) => (
        <Text key={warning} c="var(--warn)" size="sm" mt="xs">
          {warning}
        </Text>
      ))}
      {pause.error !== null && <ProblemNote error={pause.error} />}
      {may('gateways:write') && (
        <Group mt="md" gap="xs">
          <Button
            renderRoot={(props) => <Link {...props} to="/configuracao/gateways/$gatewayId" params={{ gatewayId: gateway.id }} />}
            variant="default"
          >
            {t(gateway.stoppedReason === null ? 'edit' : 'mend')}
          </Button>
          <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate({ paused: !gateway.paused })}>
            {t(gateway.paused ? 'resume' : 'pause')}
          </Button>
        </Group>
      )}
    </Card>
  );
}

function Waiting({ id, count }: { id: string; count: number }) {
  const { t } = useTranslation('gateways');
  return (
    <Link to="/mensagens" search={{ gateway: id, estado: 'queued' }}>
      {t('balanceMessages', { count })}
    </Link>
  );
}

function Delivered({ id, date, sent, delivered }: { id: string; date: string; sent: number; delivered: number }) {
  const { t, i18n } = useTranslation('gateways');
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(delivered / sent);
  return (
    <Link to="/mensagens" search={{ gateway: id, de: date, ate: date }}>
      {t('deliveredOf', { share, count: sent })}
    </Link>
  );
}

/** What was left when the provider was last asked, and the way to ask it now. */
function Balance({ gateway: { id, health } }: { gateway: Gateway }) {
  const { t } = useTranslation('gateways');
  const { moment } = useWhen();
  const balance = useMutation({ mutationFn: () => readBalance(id) });
  const { amount, unit } = balance.data ?? { amount: health.balance, unit: health.balanceUnit };
  return (
    <>
      {amount !== null && unit !== null && (unit === 'reais' ? cost(amount) : t('balanceMessages', { count: Number(amount) }))}
      {balance.data === undefined && health.balanceAt !== null && (
        <Text c="dimmed" size="sm">
          {moment(health.balanceAt)}
        </Text>
      )}
      {balance.data?.problem}
      {balance.data === undefined && (
        <Button variant="subtle" size="compact-sm" loading={balance.isPending} onClick={() => balance.mutate()}>
          {t('askBalance')}
        </Button>
      )}
    </>
  );
}

function useGatewayChange(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (json: { paused: boolean }) => answerOf(api.v1.gateways[':id'].$patch({ param: { id }, query: {}, json })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: gatewaysQuery.queryKey }),
  });
}
