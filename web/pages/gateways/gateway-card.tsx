import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { cost } from '../../format/money.ts';
import { GatewayDot } from '../../frame/gateway-dot.tsx';
import { lightColors, lightOf } from '../../frame/gateway-light.ts';
import { Card } from '../../parts/card.tsx';
import { Facts } from '../../parts/facts.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { type Gateway, readBalance, servicesQuery } from '../../queries/gateways.ts';
import { gatewaysQuery, settingsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
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
  const light = lightOf(gateway);
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
          { label: t('fields.balance'), value: gateway.abilities?.balance === true && <Balance id={gateway.id} /> },
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

function Balance({ id }: { id: string }) {
  const { t } = useTranslation('gateways');
  const balance = useMutation({ mutationFn: () => readBalance(id) });
  if (balance.data === undefined) {
    return (
      <Button variant="subtle" size="compact-sm" loading={balance.isPending} onClick={() => balance.mutate()}>
        {t('askBalance')}
      </Button>
    );
  }
  const { amount, unit, problem } = balance.data;
  if (amount === null || unit === null) return problem;
  return unit === 'reais' ? cost(amount) : t('balanceMessages', { count: Number(amount) });
}

function useGatewayChange(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (json: { paused: boolean }) => answerOf(api.v1.gateways[':id'].$patch({ param: { id }, query: {}, json })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: gatewaysQuery.queryKey }),
  });
}
