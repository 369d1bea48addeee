import { Button, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { type Gateway, type GatewayUses, gatewayUsesQuery } from '../../queries/gateways.ts';
import { gatewaysInUseQuery } from '../../queries/house.ts';
import { useGatewayDeletion, useRetirement } from './gateway-end-writes.ts';
import { gatewayUses } from './ways.ts';

/** The way out of a gateway: what still names it, what waits on it, and whether it is deleted or retired. */
export function GatewayEnd({ gateway }: { gateway: Gateway }) {
  const { t } = useTranslation('gatewaySetup');
  const uses = useQuery(gatewayUsesQuery(gateway.id));
  return (
    <Card title={t('end.title')}>
      <Loaded query={uses} waiting={<WaitingLines lines={2} height={22} />}>
        {(found) =>
          found.deletable ? (
            <Deletion gateway={gateway} />
          ) : found.retirable ? (
            <Retirement gateway={gateway} waiting={found.waiting} />
          ) : (
            <StillUsed uses={found} />
          )
        }
      </Loaded>
    </Card>
  );
}

function StillUsed({ uses: { defaults, routes, tests, rules, campaigns } }: { uses: GatewayUses }) {
  const { t, i18n } = useTranslation('gatewaySetup');
  const { t: tGateways } = useTranslation('gateways');
  const list = new Intl.ListFormat(i18n.language);
  const usual = gatewayUses.filter((use) => defaults.includes(use)).map((use) => tGateways(`use.${use}`));
  return (
    <>
      <Text mb="xs">{t('end.used')}</Text>
      <List>
        {usual.length > 0 && (
          <List.Item>
            <Link to="/configuracao/gateways">{t('end.defaults', { uses: list.format(usual) })}</Link>
          </List.Item>
        )}
        {routes > 0 && (
          <List.Item>
            <Link to="/configuracao/gateways">{t('end.routes', { count: routes })}</Link>
          </List.Item>
        )}
        {tests && <List.Item>{t('end.tests')}</List.Item>}
        {rules.map(({ ruleSetId, ruleSetName, number }) => (
          <List.Item key={`${ruleSetId} ${number}`}>
            <Link to="/envio-automatico" search={{ regua: ruleSetId, regra: String(number) }}>
              {t('end.rule', { number, name: ruleSetName })}
            </Link>
          </List.Item>
        ))}
        {campaigns.map(({ id, name }) => (
          <List.Item key={id}>
            <Link to="/campanhas/$campaignId" params={{ campaignId: id }}>
              {t('end.campaign', { name })}
            </Link>
          </List.Item>
        ))}
      </List>
    </>
  );
}

function Deletion({ gateway: { id, name } }: { gateway: Gateway }) {
  const { t } = useTranslation('gatewaySetup');
  const deletion = useGatewayDeletion(id);
  return (
    <Stack align="flex-start" gap="sm">
      <Text>{t('end.unused')}</Text>
      <ConfirmButton
        target={<Button variant="default">{t('end.delete')}</Button>}
        title={t('end.deleteTitle', { name })}
        says={t('end.deleteSays')}
        confirm={t('end.delete')}
        dangerous
        mutation={deletion}
        act={() => deletion.mutate()}
      />
    </Stack>
  );
}

function Retirement({ gateway, waiting }: { gateway: Gateway; waiting: number }) {
  const { t } = useTranslation('gatewaySetup');
  const retirement = useRetirement(gateway.id);
  const heirs = useHeirs(gateway);
  const goesOn = heirs === null ? t('end.noHeirs') : t('end.heirs', { names: heirs });
  return (
    <Stack align="flex-start" gap="sm">
      <Text>{t('end.keeps')}</Text>
      {waiting === 0 ? (
        <Text>{t('end.nothingWaits')}</Text>
      ) : (
        <Text>
          <Link to="/mensagens" search={{ gateway: gateway.id, estado: 'queued' }}>
            {t('end.waiting', { count: waiting })}
          </Link>{' '}
          {goesOn}
        </Text>
      )}
      <ConfirmButton
        target={<Button variant="default">{t('end.retire')}</Button>}
        title={t('end.retireTitle', { name: gateway.name })}
        says={
          <>
            {waiting > 0 && (
              <Text mb="xs">
                {t('end.waiting', { count: waiting })} {goesOn}
              </Text>
            )}
            {t('end.retireSays')}
          </>
        }
        confirm={t('end.retire')}
        dangerous
        mutation={retirement}
        act={(onSuccess) => retirement.mutate(undefined, { onSuccess })}
      />
    </Stack>
  );
}

/** Names of the gateways that take over from this one; null where none can. */
function useHeirs({ id, channel }: Gateway): string | null {
  const { i18n } = useTranslation('gatewaySetup');
  const others = useQuery(gatewaysInUseQuery).data ?? [];
  const able = others.filter(
    (other) =>
      other.id !== id && other.channel === channel && other.fallback && other.enabled && !other.paused && other.stoppedReason === null,
  );
  return able.length === 0 ? null : new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(able.map(({ name }) => name));
}
